// Fails when a package that is shipped has a licence outside the allowed list; development-only packages are listed, not refused.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const allowed = new Set(['MIT', 'MIT-0', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'PostgreSQL', 'MPL-2.0', '0BSD', 'Unlicense']);
const fonts = new Set(['OFL-1.1']);
// Packages whose nuspec names a licence file or address instead of an expression, read by hand.
const read = {
  'Konscious.Security.Cryptography.Argon2': 'MIT', 'Konscious.Security.Cryptography.Blake2': 'MIT', 'Sylvan.Data.Csv': 'MIT',
  MQTTnet: 'MIT',
};

const fine = (licence, name) => licence.replace(/[()]/g, '').split(/\s+OR\s+/i).some(one => one.split(/\s+AND\s+/i).every(part => allowed.has(part.trim()) || (name.startsWith('@fontsource') && fonts.has(part.trim()))));

function nuget() {
  const cache = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget', 'packages');
  const shipped = new Map();
  const objects = join(root, 'artifacts', 'obj');
  if (!existsSync(objects)) return shipped;
  const assets = join(objects, 'Bakery.Host', 'project.assets.json');
  const development = new Set(['Microsoft.CodeAnalysis.BannedApiAnalyzers', 'Microsoft.EntityFrameworkCore.Design']);
  const graph = JSON.parse(readFileSync(assets, 'utf8'));
  for (const [target, entry] of Object.entries(Object.values(graph.targets)[0])) {
    if (entry.type !== 'package' || !(entry.runtime || entry.native || entry.runtimeTargets)) continue;
    const [name, version] = target.split('/');
    if (development.has(name)) continue;
    const folder = join(cache, name.toLowerCase(), version.toLowerCase());
    const spec = existsSync(folder) ? readdirSync(folder).find(f => f.endsWith('.nuspec')) : undefined;
    const text = spec ? readFileSync(join(folder, spec), 'utf8') : '';
    const expression = /<license type="expression">([^<]+)</.exec(text)?.[1];
    shipped.set(`${name} ${version}`, expression ?? read[name] ?? `unknown (${/<licenseUrl>([^<]+)/.exec(text)?.[1] ?? 'no nuspec'})`);
  }
  return shipped;
}

function npm() {
  const [shipped, development] = [new Map(), new Map()];
  const path = join(root, 'web', 'package-lock.json');
  if (!existsSync(path)) return [shipped, development];
  for (const [where, entry] of Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages)) {
    if (where === '' || entry.link) continue;
    const name = where.replace(/^.*node_modules\//, '');
    (entry.dev ? development : shipped).set(`${name} ${entry.version}`, entry.license ?? 'unknown');
  }
  return [shipped, development];
}

const [web, development] = npm();
const shipped = new Map([...nuget(), ...web]);
const refused = [...shipped].filter(([name, licence]) => !fine(licence, name));
const odd = [...development].filter(([name, licence]) => !fine(licence, name));
for (const [name, licence] of odd) console.log(`  development only: ${name}: ${licence}`);
for (const [name, licence] of refused) console.error(`  refused: ${name}: ${licence}`);
console.log(`  ${shipped.size} shipped packages, ${refused.length} refused; ${development.size} development packages`);
process.exit(refused.length === 0 ? 0 : 1);

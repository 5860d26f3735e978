// Writes the bill of materials (CycloneDX 1.6, JSON) of what is shipped: sbom.mjs DEPS_JSON NUGET_FOLDER PACKAGE_LOCK > bakery.cdx.json
// The packages are those of *.deps.json with their nuspecs' licences, and of package-lock.json without the development ones.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [depsFile, nugetFolder, lockFile] = process.argv.slice(2);
if (!lockFile) { console.error('sbom.mjs DEPS_JSON NUGET_FOLDER PACKAGE_LOCK'); process.exit(2); }

const hex = base64 => Buffer.from(base64, 'base64').toString('hex');
const algorithms = { sha512: 'SHA-512', sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384' };
const hashes = integrity => { const [name, value] = (integrity ?? '').split(/-(.*)/s); return algorithms[name] && value ? [{ alg: algorithms[name], content: hex(value) }] : undefined; };
const licences = text => (text ? [/^[\w.+-]+$/.test(text) ? { license: { id: text } } : { expression: text }] : undefined);
const field = (text, name) => new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(text)?.[1].trim();

function nuget() {
  const deps = JSON.parse(readFileSync(depsFile, 'utf8'));
  const edges = Object.values(deps.targets)[0];
  const ours = new Set(Object.entries(deps.libraries).filter(([, library]) => library.type === 'project').map(([id]) => id));
  const reference = id => (ours.has(id) ? id : `pkg:nuget/${id.replace('/', '@')}`);
  const components = Object.entries(deps.libraries).filter(([, library]) => library.type === 'package').map(([id, library]) => {
    const [name, version] = id.split('/');
    const folder = join(nugetFolder, name.toLowerCase(), version.toLowerCase());
    const spec = existsSync(folder) ? readdirSync(folder).find(file => file.endsWith('.nuspec')) : undefined;
    const text = spec ? readFileSync(join(folder, spec), 'utf8') : '';
    const expression = /<license type="expression">([^<]+)</.exec(text)?.[1];
    const address = field(text, 'licenseUrl');
    return {
      type: 'library', 'bom-ref': reference(id), name, version, purl: reference(id), publisher: field(text, 'authors'), description: field(text, 'description')?.slice(0, 200),
      licenses: licences(expression) ?? (address ? [{ license: { name: 'see address', url: address } }] : undefined), hashes: hashes(library.sha512),
    };
  });
  const dependencies = Object.entries(edges).map(([id, edge]) => ({ ref: reference(id), dependsOn: Object.entries(edge.dependencies ?? {}).map(([name, version]) => `${name}/${version}`).filter(to => edges[to]).map(reference) }));
  return { components, dependencies, projects: [...ours].map(id => ({ type: 'library', 'bom-ref': id, name: id.split('/')[0], version: id.split('/')[1], licenses: licences('Apache-2.0') })) };
}

function npm() {
  return Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).filter(([where, entry]) => where !== '' && !entry.dev && !entry.link && !entry.optional).map(([where, entry]) => {
    const name = where.replace(/^.*node_modules\//, '');
    const purl = `pkg:npm/${name.replace('@', '%40')}@${entry.version}`;
    return { type: 'library', 'bom-ref': purl, name, version: entry.version, purl, licenses: licences(entry.license), hashes: hashes(entry.integrity) };
  });
}

const { components, dependencies, projects } = nuget();
const all = [...projects, ...components, ...npm()].filter((one, at, list) => list.findIndex(other => other['bom-ref'] === one['bom-ref']) === at).sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
// The number follows from the content: the same build has the same bill.
const digest = createHash('sha256').update(JSON.stringify(all)).digest('hex');
const serial = `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
console.log(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serial, version: 1, metadata: { component: { type: 'application', 'bom-ref': 'bakery-ia', name: 'bakery-ia', licenses: licences('Apache-2.0') } }, components: all, dependencies }, null, 2));

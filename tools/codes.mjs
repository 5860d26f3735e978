// Collects every code that needs a text in three languages: problem codes, alert event types, reasoning and consequence types from the sources,
// enum values from the API document. Writes web/src/i18n/codes.json, which the dashboard's text test reads.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const files = readdirSync(join(root, 'src'), { recursive: true }).filter(f => f.endsWith('.cs') && !f.includes('Migrations')).map(f => readFileSync(join(root, 'src', f), 'utf8'));
const find = pattern => [...new Set(files.flatMap(text => [...text.matchAll(pattern)].map(m => m[1])))].sort();

const document = JSON.parse(readFileSync(join(root, 'docs', 'openapi.json'), 'utf8'));
const enums = {};
for (const [name, schema] of Object.entries(document.components.schemas).sort())
  if (schema.enum) enums[name] = schema.enum.filter(v => v !== null);

const codes = {
  problems: [...new Set([...find(/new RuleViolation\(\s*"([a-z_]+)"/g), ...find(/Problem\.(?:Result|Details)\(\s*\d+,\s*"([a-z_]+)"/g), ...find(/=> \("([a-z_]+)", "/g), ...find(/RuleViolation \w+\([^)]*\) =>\s*new\("([a-z_]+)"/g), 'not_found', 'invalid_state_transition', 'duplicate', 'validation_failed'])].sort(),
  alerts: find(/new AlertRaised\(\s*"([a-z_.]+)"/g),
  reasoning: find(/new ReasoningData\(\s*"([a-z_.]+)"/g),
  consequences: find(/new Consequence\(\s*"([a-z_]+)"/g),
  enums,
};
writeFileSync(join(root, 'web', 'src', 'i18n', 'codes.json'), JSON.stringify(codes, null, 2) + '\n');

// Prints the failed tests of an xUnit result file: the name, what it said, and where. With --names the names only.
import { readFileSync } from 'node:fs'

const [file, names] = process.argv.slice(2)
const plain = (text = '') =>
  text
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/&(lt|gt|quot|apos|amp);|&#x([0-9a-f]+);|&#(\d+);/gi, (_, word, hex, number) =>
      word ? { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }[word.toLowerCase()] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number)))
const inside = (xml, tag) => plain(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(xml)?.[1])
const lines = (text, most) => text.split('\n').filter((line) => line.trim()).slice(0, most).map((line) => `    ${line.trimEnd()}`)

const xml = readFileSync(file, 'utf8')
for (const [, attributes, body] of xml.matchAll(/<(?:test|error)\b([^>]*[^/>])>([\s\S]*?)<\/(?:test|error)>/g)) {
  if (!body.includes('<failure')) continue
  const name = plain(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? 'outside of a test')
  if (names) console.log(name)
  else console.log([`  FAILED ${name}`, ...lines(inside(body, 'message'), 20), ...lines(inside(body, 'stack-trace'), 12)].join('\n'))
}

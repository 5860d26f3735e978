import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle
type Chunk = Rolldown.OutputChunk

const script = 'src/start.js'
const fonts = ['figtree-latin-wght', 'fraunces-latin-wght']
const pieces = { es: 'src/i18n/es.ts', eu: 'src/i18n/eu.ts', en: 'src/i18n/en.ts', app: 'src/routes/shell/app-shell.tsx' }

function chunks(bundle: Bundle): Chunk[] {
  return Object.values(bundle).filter((file): file is Chunk => file.type === 'chunk')
}

/** The chunks with everything they import at once, and their styles. */
function reached(bundle: Bundle, from: readonly (Chunk | undefined)[]): Set<string> {
  const files = new Set<string>()
  const collect = (chunk: Chunk | undefined): void => {
    if (!chunk || files.has(chunk.fileName)) return
    files.add(chunk.fileName)
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style)
    for (const name of chunk.imports) collect(bundle[name] as Chunk | undefined)
  }
  from.forEach(collect)
  return files
}

/** The files a chunk needs beside those the page names itself. */
function needs(bundle: Bundle, module: string): string[] {
  const known = reached(bundle, [chunks(bundle).find((chunk) => chunk.isEntry)])
  const wanted = reached(bundle, [chunks(bundle).find((chunk) => chunk.moduleIds.some((id) => id.endsWith(module)))])
  return [...wanted].filter((file) => !known.has(file)).map((file) => `/${file}`)
}

/** Gives src/start.js a hashed name like every other file, and tells it which files the first page needs, so that they come together. */
function firstPage(): Plugin {
  return {
    name: 'first-page',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'asset', name: 'start.js', source: readFileSync(script, 'utf8').replace(/^\s*\/\/.*\n/gm, '').replace(/\n\s*/g, '\n') })
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html
        const start = Object.values(bundle).find((file) => file.type === 'asset' && file.names.includes('start.js'))
        if (!start || !html.includes(`src="/${script}"`)) throw new Error(`index.html must name /${script}.`)
        const letters = Object.keys(bundle).filter((file) => fonts.some((name) => file.startsWith(`assets/${name}`))).map((file) => `/${file}`)
        const parts = Object.fromEntries([...Object.entries(pieces).map(([name, module]) => [name, needs(bundle, module)]), ['fonts', letters]])
        return html.replace(`src="/${script}"`, `src="/${start.fileName}" data-parts='${JSON.stringify(parts)}'`)
      },
    },
  }
}

const floor = /\/features\/production\/floor\/|\/src\/i18n\/(es|eu|en)(-more)?\.ts$|\/node_modules\/qr\/decode\.js$/

/** Writes /floor-worker.js, which keeps the floor's page, its parts and all texts on the tablet. Its name of the version changes with any of them. */
function floorWorker(folder = 'dist'): Plugin {
  return {
    name: 'floor-worker',
    apply: 'build',
    writeBundle(_, bundle) {
      const wanted = reached(bundle, chunks(bundle).filter((chunk) => chunk.isEntry || chunk.moduleIds.some((id) => floor.test(id))))
      const assets = Object.values(bundle).filter((file) => file.type === 'asset').map((file) => file.fileName)
      for (const file of assets) if (/start-.*\.js$/.test(file) || fonts.some((name) => file.includes(name))) wanted.add(file)
      const files = ['/index.html', '/floor.webmanifest', '/favicon.svg', '/icons/floor-192.png', ...[...wanted].sort().map((file) => `/${file}`)]
      const page = readFileSync(join(folder, 'index.html'), 'utf8')
      const worker = readFileSync('service-worker.js', 'utf8')
      const version = createHash('sha256').update(page).update(files.join()).update(worker).digest('hex').slice(0, 12)
      writeFileSync(join(folder, 'floor-worker.js'), worker.replace("['__FILES__']", JSON.stringify(files)).replace('__VERSION__', version))
    },
  }
}

const mostForTheFloor = 250 * 1024

/** The first page of the floor, with the texts of one language: a cheap tablet gets at most 250 kB of it (gzip), or there is no build. */
function floorBudget(): Plugin {
  return {
    name: 'floor-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const first = /\/floor\/(floor-shell|tasks-page)\.tsx$|\/src\/i18n\/es(-more)?\.ts$/
      const wanted = reached(bundle, chunks(bundle).filter((chunk) => chunk.isEntry || chunk.moduleIds.some((id) => first.test(id))))
      const size = [...wanted].reduce((sum, name) => { const file = bundle[name]; return sum + (file ? gzipSync(file.type === 'chunk' ? file.code : file.source).length : 0) }, 0)
      if (size > mostForTheFloor) this.error(`The floor's first page takes ${Math.ceil(size / 1024)} kB; it may take ${mostForTheFloor / 1024} kB.`)
      this.info(`the floor's first page: ${Math.ceil(size / 1024)} kB of ${mostForTheFloor / 1024} kB`)
    },
  }
}

const text = /\.(js|css|html|svg|json|webmanifest)$/

/** Writes FILE.br and FILE.gz beside every text file, at the highest level: the host only has to hand them out. */
function compressed(folder = 'dist'): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const path = join(folder, entry)
        if (!text.test(path) || statSync(path).size < 512) continue
        const content = readFileSync(path)
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }))
        writeFileSync(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }))
      }
    },
  }
}

// What the floor shares with the office is a file of its own, its icons too (by their present names): in another file they would bring the office's parts along.
function floorNeeds(folder = 'src/features/production/floor'): RegExp {
  const sources = readdirSync(folder).filter((file) => file.endsWith('.tsx')).map((file) => readFileSync(join(folder, file), 'utf8'))
  const names = sources.flatMap((source) => /import \{([^}]*)\} from 'lucide-react'/.exec(source)?.[1]?.split(',').map((name) => name.trim()) ?? [])
  const files = [...new Set(names)].map((name) => name.replace(/(?<=[a-z])(?=[A-Z\d])/g, '-').toLowerCase())
  return new RegExp(`/lucide-react/dist/esm/(icons/(${files.join('|')})\\.[a-z]+$|(?!icons/))|/src/(ui/(use-texts|tenant-context|problem-text)|lib/(ids|format|decimal|dates))\\.tsx?$`)
}

// Few files for the first page: what every page needs, and the shell with the dashboard. Files of one small component each would cost a request each.
const groups = [
  { name: 'base', tags: ['$initial' as const], priority: 3 },
  { name: 'common', test: floorNeeds(), priority: 4 },
  { name: 'dashboard', test: /src\/(routes\/shell\/app-shell|features\/orchestrator\/(dashboard-page|api\/prefetch))\.tsx?$/, priority: 2 },
  { name: 'parts', test: /node_modules\/(lucide-react|@mantine|@floating-ui|react-remove-scroll|react-textarea-autosize|@tanstack|big\.js)|\/src\/(ui|lib|api)\//, minShareCount: 3, priority: 1 },
]

export default defineConfig({
  plugins: [react(), firstPage(), floorWorker(), floorBudget(), compressed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false }, rolldownOptions: { output: { codeSplitting: { groups } } } },
  server: { port: 5173, strictPort: true, proxy: { '/api': { target: process.env.BAKERY_API ?? 'http://127.0.0.1:8000' } } },
  preview: { port: 4173, strictPort: true, proxy: { '/api': { target: process.env.BAKERY_API ?? 'http://127.0.0.1:8000' } } },
})

// Scales with a serial line send their weight over and over, e.g. `ST,GS,+  1.234kg`. Which make it is does not matter for a number and its unit.
const frame = /([+-]?)\s*(\d+(?:[.,]\d+)?)\s*(kg|g)\b/i

/** The weight of a line in grams; null when the line holds none, or says that it is not stable yet (US). */
export function gramsOf(line: string): number | null {
  if (/^\s*US\b/i.test(line)) return null
  const match = frame.exec(line)
  if (!match) return null
  const value = Number(match[2]!.replace(',', '.')) * (match[3]!.toLowerCase() === 'kg' ? 1000 : 1)
  return Math.round(match[1] === '-' ? -value : value)
}

interface SerialPort { open: (options: { baudRate: number }) => Promise<void>; close: () => Promise<void>; readable: ReadableStream<Uint8Array<ArrayBuffer>> | null }
interface Serial { getPorts: () => Promise<SerialPort[]>; requestPort: () => Promise<SerialPort> }

const serial = (): Serial | undefined => (navigator as unknown as { serial?: Serial }).serial

export const hasScale = (): boolean => serial() !== undefined

const waitFor = 5000

/** Reads one stable weight; a person chooses the scale the first time. Null when none came within five seconds. */
export async function readScale(): Promise<number | null> {
  const line = serial()
  if (!line) return null
  const port = (await line.getPorts())[0] ?? (await line.requestPort())
  await port.open({ baudRate: 9600 })
  const reader = port.readable!.pipeThrough(new TextDecoderStream()).getReader()
  const timer = setTimeout(() => void reader.cancel(), waitFor)
  let text = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return null
      text += value
      const lines = text.split(/\r?\n/)
      text = lines.pop() ?? ''
      for (const one of lines) {
        const grams = gramsOf(one)
        if (grams !== null) return grams
      }
    }
  } finally {
    clearTimeout(timer)
    await reader.cancel().catch(() => undefined)
    await port.close().catch(() => undefined)
  }
}

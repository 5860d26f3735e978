// Camera codes: the browser's own detector where there is one (QR, EAN, Code 128, Data Matrix), else a decoder of QR codes, which our labels carry.
interface Detector { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorClass = { new (options?: { formats: string[] }): Detector; getSupportedFormats?: () => Promise<string[]> }

type Read = (video: HTMLVideoElement) => Promise<string | null>

async function native(): Promise<Read | null> {
  const Kind = (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = (await Kind?.getSupportedFormats?.().catch(() => [])) ?? []
  if (!Kind || formats.length === 0) return null
  const detector = new Kind({ formats })
  return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? null
}

async function decoder(): Promise<Read> {
  const { default: decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return (video) => {
    if (!context || video.videoWidth === 0) return Promise.resolve(null)
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    context.drawImage(video, 0, 0)
    try {
      return Promise.resolve(decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)))
    } catch {
      return Promise.resolve(null) // no code in this picture
    }
  }
}

/** Shows the camera and tells of the first code it sees. Stops when told to; throws when there is no camera, or no leave to use it. */
export async function watchCamera(video: HTMLVideoElement, onCode: (code: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
  video.srcObject = stream
  await video.play()
  const read = (await native()) ?? (await decoder())
  let running = true
  const look = async (): Promise<void> => {
    const code = running ? await read(video) : null
    if (!running) return
    if (code) onCode(code)
    setTimeout(() => void look(), 200)
  }
  void look()
  return () => {
    running = false
    stream.getTracks().forEach((track) => track.stop())
    video.srcObject = null
  }
}

/** The lot's code in what was read: a plain code, or the last part of an address that a label's QR code opens. */
export function lotCodeOf(read: string): string {
  const text = read.trim()
  if (!/^https?:\/\//.test(text)) return text
  return decodeURIComponent(new URL(text).pathname.split('/').filter(Boolean).pop() ?? '')
}

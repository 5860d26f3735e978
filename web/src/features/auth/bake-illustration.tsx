const loaves = [52, 60, 58, 66, 84, 112, 92]
const band = [[44, 62], [50, 70], [49, 68], [55, 77], [70, 98], [94, 130], [76, 106]] as const

/** A week's forecast baked as a row of loaves: the bars are bread, the band is the steam above them. */
export function BakeIllustration() {
  const step = 70
  const base = 214
  const x = (index: number) => 34 + index * step
  const scale = 1.35
  const top = band.map(([, high], index) => `${x(index) + 20},${base - high * scale}`).join(' ')
  const bottom = band.map(([low], index) => `${x(index) + 20},${base - low * scale}`).reverse().join(' ')
  return (
    <svg viewBox="0 0 520 250" width="100%" role="presentation">
      <polygon points={`${top} ${bottom}`} fill="#eab06d" opacity="0.2" />
      <polyline points={loaves.map((value, index) => `${x(index) + 20},${base - value * scale}`).join(' ')} fill="none" stroke="#f8e3cb" strokeWidth="2" strokeDasharray="1 7" strokeLinecap="round" />
      {loaves.map((value, index) => {
        const height = value * scale
        const isNext = index === 5
        return (
          <g key={index}>
            <rect x={x(index)} y={base - height} width="40" height={height} rx="19" fill={isNext ? '#eab06d' : '#b3621b'} />
            {[0.24, 0.46, 0.68].map((at) => <path key={at} d={`M${x(index) + 11} ${base - height * at - 4} q9 -11 18 -9`} stroke={isNext ? '#783b13' : '#f2cb9f'} strokeWidth="3" strokeLinecap="round" fill="none" opacity="0.85" />)}
          </g>
        )
      })}
      <line x1="14" y1={base + 8} x2="506" y2={base + 8} stroke="#f8e3cb" strokeWidth="3" strokeLinecap="round" />
      <line x1="60" y1={base + 22} x2="460" y2={base + 22} stroke="#f8e3cb" strokeWidth="3" strokeLinecap="round" opacity="0.35" />
    </svg>
  )
}

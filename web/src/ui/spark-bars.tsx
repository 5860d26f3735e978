/** A small row of bars that needs no chart library; decoration only, the numbers stand beside it. */
export function SparkBars({ values, height = 34 }: { values: readonly number[]; height?: number }) {
  const top = Math.max(...values, 1)
  const width = 100 / Math.max(values.length, 1)
  return (
    <svg viewBox={`0 0 100 ${height}`} width="100%" height={height} preserveAspectRatio="none" aria-hidden="true">
      {values.map((value, index) => (
        <rect key={index} x={index * width + width * 0.14} width={width * 0.72} y={height - (value / top) * height} height={(value / top) * height} rx="1.2" fill={index === values.length - 1 ? 'var(--accent)' : 'var(--chart-band)'} opacity={index === values.length - 1 ? 1 : 0.55} />
      ))}
    </svg>
  )
}

export function Logo({ size = 34 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <rect width="40" height="40" rx="11" fill="#934a15" />
      <path d="M6 24c0-8 6.300-13 14-13s14 5 14 13c0 3-2 5-5 5H11c-3 0-5-2-5-5Z" fill="#f8e3cb" />
      <path d="M13.500 24.500 16 16.500M19.200 25l2.500-9M25 24.500l2-6.500" stroke="#934a15" strokeWidth="2.400" strokeLinecap="round" />
    </svg>
  )
}

/** An address that breaks after its sign, not in the middle of a word; other channels' recipients as they are. */
export function Email({ address }: { address: string | null | undefined }) {
  if (!address) return '–'
  const [name, host] = address.split('@')
  return host ? <>{name}@<wbr />{host}</> : address
}

/** Money is whole fen; text is yuan. No floating point on the way. */

/** '3,420.5' → 342050; null when it is no amount of yuan with at most two decimals. */
export function fenOf(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,¥￥\u5143]/g, '')
  const match = /^(-?)(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain)
  if (!match) return null
  const [, sign, yuan, decimals = ''] = match
  const fen = Number(BigInt(yuan!) * 100n + BigInt(decimals.padEnd(2, '0')))
  return sign && fen !== 0 ? -fen : fen
}

/** 342050 → '3420.50', to be edited. */
export function yuanOf(fen: number): string {
  const digits = Math.abs(Math.trunc(fen)).toString().padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** 342050 → '3,420.50', to be read. */
export function moneyOf(fen: number): string {
  const [yuan, decimals] = yuanOf(fen).split('.')
  return `${yuan!.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`
}

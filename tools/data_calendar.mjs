// Writes the days on which the State Council's notices differ from Monday-to-Friday into data/calendar/china.tsv.
// Packages: chinese-days 1.5.7 and holiday-calendar 1.3.3, which must agree on every day.
// Run: node tools/data_calendar.mjs
import { check, compare, join, npmPackage, readFileSync, writeTsv } from './data_package.mjs';

const days = npmPackage('chinese-days', '1.5.7', '8Z/afgDTct5jsoTLQTOZfpDl7w4pJH4jpr3DLxy6HING9U/e0EV7yiNxF/HVXp/c+eQFfFqv+HQZ/QDaIVJ1Vw==');
const calendar = npmPackage('holiday-calendar', '1.3.3', 'gm9NUAbkH6MVUopiVdnk+NbrdULjmxmvqgbj/3O3b6EZ41jNLau7kbiTqfj0Hbjsspnfo6QIELx7VTGjK+owSg==');
const FIRST = 2022;
const LAST = 2026;
const KINDS = { public_holiday: 'holiday', transfer_workday: 'workday' };

const covered = (date) => Number(date.slice(0, 4)) >= FIRST && Number(date.slice(0, 4)) <= LAST;
const weekend = (date) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

const all = JSON.parse(readFileSync(join(days, 'dist/chinese-days.json'), 'utf8'));
const rows = [['holidays', 'holiday'], ['workdays', 'workday']]
  .flatMap(([key, kind]) => Object.entries(all[key]).map(([date, name]) => [date, kind, name.split(',')[1]]))
  .filter(([date]) => covered(date))
  .sort((a, b) => compare(a[0], b[0]));

const other = new Map();
for (let year = FIRST; year <= LAST; year++) {
  for (const day of JSON.parse(readFileSync(join(calendar, `data/CN/${year}.json`), 'utf8')).dates) {
    check(KINDS[day.type], `${day.date}: unknown kind ${day.type}`);
    if (covered(day.date)) other.set(day.date, KINDS[day.type]);
  }
}
const differing = [...new Set([...rows.map((r) => r[0]), ...other.keys()])]
  .filter((date) => other.get(date) !== rows.find((r) => r[0] === date)?.[1]);
check(differing.length === 0, `the two sources differ on ${differing.join(', ')}`);
check(rows.every(([date, kind]) => kind === 'holiday' || weekend(date)), 'a working day that is no weekend');
for (let year = FIRST; year <= LAST; year++) check(rows.some((r) => r[0].startsWith(`${year}-`)), `${year} is missing`);

writeTsv('data/calendar/china.tsv', [
  'Public holidays and shifted working days of mainland China by the yearly notices of the General Office of the State Council.',
  'From chinese-days 1.5.7 (MIT), equal day for day to holiday-calendar 1.3.3 (MIT). Made by tools/data_calendar.mjs: do not edit.',
  `years\t${FIRST}\t${LAST}`,
  'A day that is not listed is a rest day on Saturday and Sunday, else a working day. Outside these years every answer is provisional.',
  'date\tholiday|workday\tname',
], rows);

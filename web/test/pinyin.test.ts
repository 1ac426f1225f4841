import { describe, expect, it } from 'vitest'
import { byPinyin, initialsOf, soundsLike } from '@/values/pinyin'

describe('pinyin', () => {
  it.each([['待办', 'db'], ['通知单', 'tzd'], ['孤独症诊断', 'gdzzd'], ['导入名单', 'drmd'], ['欧阳娜娜', 'oynn'], ['迪丽热巴·买买提', 'dlrbmmt'], ['6岁健康检查', '6sjkjc']])('initials of %s', (text, initials) => expect(initialsOf(text)).toBe(initials))
  it('finds by a part, by initials and by part of them', () => {
    expect(soundsLike('孤独症诊断', '诊断')).toBe(true)
    expect(soundsLike('孤独症诊断', 'zzd')).toBe(true)
    expect(soundsLike('孤独症诊断', 'ZD')).toBe(true)
    expect(soundsLike('孤独症诊断', 'kf')).toBe(false)
    expect(soundsLike('To-dos', 'do')).toBe(true)
  })
  it('sorts by sound, not by code', () => expect(['张三', '王五', '李四', '安一'].sort(byPinyin)).toEqual(['安一', '李四', '王五', '张三']))
})

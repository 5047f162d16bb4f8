/**
 * Abbreviations that are read letter by letter, and words made of initials, beside their Latin form. One letter
 * before a number is left to the analysis, which knows letters by name (F-16, إف 16).
 * Comes in: nothing. Goes out: one group a line, spellings between slashes.
 * Invariant: the first spelling is Arabic. A number stands as a word of its own, as the tokenizer takes f16 apart.
 * @module
 */
export const LETTER_NAMES = `
بي بي سي / bbc / بيبيسي / b b c
سي إن إن / cnn / سي إنإن / c n n
سي بي إس / cbs
إن بي سي / nbc
إيه بي سي / abc / أي بي سي
إم بي سي / mbc
إل بي سي / lbc
إل بي سي آي / lbci
إم تي في / mtv
أو تي في / otv
آر تي / rt
إتش بي أو / hbo
إي إس بي إن / espn
إف بي آي / fbi / مكتب التحقيقات الفدرالي / مكتب التحقيقات الفيدرالي
سي آي إيه / cia / سي أي أي / وكالة المخابرات المركزية / وكالة الاستخبارات المركزية
كي جي بي / kgb / كيه جي بي
إن إس إيه / nsa
إم آي 6 / mi 6
إم آي 5 / mi 5
يو إس بي / usb
دي في دي / dvd
سي دي / cd
إس إم إس / sms
جي بي إس / gps
جي إس إم / gsm
إتش تي إم إل / html
بي دي إف / pdf
إس كيو إل / sql
يو آر إل / url
آي بي إم / ibm
إتش بي / hp
إل جي / lg
بي إم دبليو / bmw / بيإم
إتش تي سي / htc
إيه تي إم / atm
دي إتش إل / dhl
يو بي إس / ups
إس تي سي / stc
كيه إف سي / kfc / كي إف سي
إن بي إيه / nba / إن بي أي
دبليو دبليو إي / wwe
يو إف سي / ufc
آر إن إيه / rna
إتش آي في / hiv
إم آر آي / mri
في آي بي / vip
سي إي أو / ceo
بي سي / pc
دي جي / dj / ديجيه
تي إن تي / tnt
إل إس دي / lsd
إل إي دي / led
إل سي دي / lcd
بي إتش دي / phd
إم بي إيه / mba
تي في / tv
ثري دي / 3 d
ناسا / nasa
فيفا / fifa
يويفا / uefa / ويفا
إيسيسكو / إسيسكو / isesco
ألكسو / أليكسو / alecso
إيكواس / إكواس / ecowas
إيغاد / إيجاد / igad
أوابك / oapec
أونروا / الأنروا / unrwa / أنوروا
أونكتاد / الأنكتاد / unctad
إيساف / isaf
إيتا / eta
داعش / isis / isil / تنظيم الدولة / الدولة الإسلامية في العراق
إيدز / الأيدز / aids / مرض نقص المناعة / نقص المناعة المكتسب
سارس / sars
ميرس / mers
جي 20 / g 20 / مجموعة العشرين / مجموعة 20
جي 7 / g 7 / مجموعة السبع / مجموعة 7
جي 8 / g 8 / مجموعة الثماني / مجموعة 8
ميغ 21 / ميج 21 / mig 21
ميغ 29 / ميج 29 / mig 29
بي كي كي / pkk / حزب العمال الكردستاني / بي كيه كيه
واي بي جي / ypg / وحدات حماية الشعب
أ ف ب / afp
د ب أ / dpa
`;

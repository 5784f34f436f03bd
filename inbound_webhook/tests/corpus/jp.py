"""Forms of Japan, where the family name comes first."""

from .country import Country, Place, around, in_groups, times, whole
from .people import Numbers, Person
from .writing import full_width

_DAYS = "月火水木金土日"
#: The first year of an era, and the names that it has.
_ERAS = ((2019, "令和", "R"), (1989, "平成", "H"))


def _era(day):
    first, name, letter = next(era for era in _ERAS if day.year > era[0])
    return day.year - first + 1, name, letter


def _in_era(day):
    year, name, _letter = _era(day)
    return f"{name}{year}年{day.month}月{day.day}日"


def _in_era_short(day, mark="."):
    year, _name, letter = _era(day)
    return f"{letter}{year}{mark}{day.month}{mark}{day.day}"


def _plain(day):
    return f"{day.year}年{day.month}月{day.day}日"


def _myriads(amount):
    """1億2,000万, None where that is no way to say it."""
    myriads, rest = divmod(amount, 10_000)
    above, myriads = divmod(int(myriads), 10_000)
    if rest or not (above and myriads):
        return None
    return f"{above}億{myriads:,}万"


def _and_thousands(amount):
    """5万5千, None where that is no way to say it."""
    myriads, rest = divmod(amount, 10_000)
    thousands, rest = divmod(rest, 1_000)
    if rest or not (0 < myriads < 1_000 and thousands):
        return None
    return f"{int(myriads)}万{int(thousands)}千"


JP = Country(
    code="JP",
    language="ja_JP",
    timezone="Asia/Tokyo",
    currency="JPY",
    date_format="year_first",
    number_format="point",
    names=("日本", "JP", "Japan", "日本国", "JAPAN", "japan", "JPN", "ＪＡＰＡＮ"),
    people=(
        Person("太郎", "山田", "taro.yamada"),
        Person("花子", "佐藤", "hanako"),
        Person("さくら", "髙橋", "sakura_t"),
        Person("ケンジ", "長谷川", "kenji"),
        Person("健", "齋藤", "ken.saito"),
    ),
    name=("{family} {given}", "{family}\u3000{given}", "{family}{given}"),
    titles=(),
    suffixes=("様", " 様", "さん"),
    generations=(),
    companies=(
        *("株式会社山田商事", "（株）佐藤工業", "有限会社 花屋", "㈱長谷川製作所"),
        *("ＡＢＣ株式会社", "合同会社ｱｵｿﾞﾗ"),
    ),
    hosts=("yamada", "sato-kogyo", "hanaya"),
    streets=(
        "千代田区千代田1-1",
        "北区梅田３丁目１番３号",
        "中央区銀座4ー5ー6　銀座ビル2F",
    ),
    places=(
        Place(
            "千代田区", "100-0001", "JP-13", ("東京都", "東京", "13", "JP-13", "Tokyo")
        ),
        Place("大阪市", "〒530-0001", "JP-27", ("大阪府", "大阪", "Osaka")),
        Place("京都市", "６００-８００１", "JP-26", ("京都府", "京都")),
        Place("札幌市", "060-0001", "JP-01", ("北海道", "01", "北海道 ")),
        Place("横浜市", "2310001", "JP-14", ("神奈川県", "神奈川", "神奈川県\u3000")),
        Place("名古屋市", "450-0002", "JP-23", ("愛知県", "愛知", "愛知県")),
    ),
    numbers=(
        Numbers(
            "+81",
            (("90", "80", "70"), 4, 4),
            (
                *["0{0}-{1}-{2}"] * 3,
                *("0{0}{1}{2}", "0{0} {1} {2}", "+81 {0}-{1}-{2}", "+81-{0}-{1}-{2}"),
                *(
                    "0{0}ー{1}ー{2}",
                    "0{0}({1}){2}",
                    "携帯 0{0}-{1}-{2}",
                    "0{0}.{1}.{2}",
                ),
                *("携帯：0{0}-{1}-{2}", "+81{0}{1}{2}", "0{0}−{1}−{2}", "{0}{1}{2}"),
                *("0{0}-{1}-{2}（携帯）", "+81(0){0}-{1}-{2}", "0{0}‐{1}‐{2}"),
            ),
        ),
        Numbers(
            "+81",
            (("3", "6"), 4, 4),
            (
                *("0{0}-{1}-{2}", "0{0}({1}){2}", "（0{0}）{1}-{2}", "0{0} {1} {2}"),
                *("TEL 0{0}-{1}-{2}", "電話：0{0}-{1}-{2}", "TEL：0{0}-{1}-{2}"),
                *("0{0}（{1}）{2}", "+81-{0}-{1}-{2}", "代表 0{0}-{1}-{2}"),
            ),
        ),
    ),
    extensions=(" 内線{}", "（内線{}）", " 内線：{}", " (内線 {})"),
    dates=(
        _plain,
        _plain,
        lambda day: f"{day.year}年{day:%m}月{day:%d}日",
        lambda day: f"{day:%Y/%m/%d}",
        lambda day: f"{day.year}/{day.month}/{day.day}",
        lambda day: f"{day:%Y-%m-%d}",
        lambda day: f"{day:%Y.%m.%d}",
        lambda day: f"{day:%Y%m%d}",
        lambda day: f"{_plain(day)}({_DAYS[day.weekday()]})",
        lambda day: f"{_plain(day)}（{_DAYS[day.weekday()]}）",
        lambda day: f"{_plain(day)} {_DAYS[day.weekday()]}曜日",
        lambda day: f"{day:%Y/%m/%d}({_DAYS[day.weekday()]})",
        lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
        lambda day: f"西暦{_plain(day)}",
        lambda day: f"{_plain(day)} 14時30分",
        lambda day: f"{_plain(day)}14:30",
        lambda day: f"{_plain(day)}午後2時",
        lambda day: f"{day.year} / {day.month} / {day.day}",
        lambda day: f"{day:%Y/%m/%d} 14:30",
        _in_era,
        lambda day: f"{_in_era(day)}（{_DAYS[day.weekday()]}）",
        lambda day: full_width(_in_era(day)),
        _in_era_short,
        lambda day: _in_era_short(day, "/"),
        lambda day: full_width(_plain(day)),
        lambda day: full_width(f"{day:%Y/%m/%d}"),
    ),
    no_dates=(
        "未定",
        "来週",
        "5月31日",
        "なるべく早く",
        "2024年13月1日",
        "2024年5月頃",
    ),
    amounts=("1", "500", "1000", "10000", "100000", "5000000"),
    money=(
        (lambda amount: around("¥", whole(amount, ",")), "JPY"),
        (lambda amount: around("￥", whole(amount, ",")), "JPY"),
        (lambda amount: around("¥", whole(amount, ",")), "JPY"),
        (lambda amount: around("\\", whole(amount, ",")), "JPY"),
        (lambda amount: around("", whole(amount, ","), "円"), "JPY"),
        (lambda amount: around("", whole(amount, ","), "円"), "JPY"),
        (lambda amount: around("", whole(amount, ""), "円"), "JPY"),
        (lambda amount: around("", whole(amount, ","), " 円"), "JPY"),
        (lambda amount: full_width(f"{in_groups(amount, ',', '.', 0)}円"), "JPY"),
        (lambda amount: full_width(in_groups(amount, ",", ".", 0)), ""),
        (lambda amount: around("¥", whole(amount, ","), "-"), "JPY"),
        (lambda amount: around("￥", whole(amount, ","), "－"), "JPY"),
        (lambda amount: around("金", whole(amount, ","), "円也"), "JPY"),
        (lambda amount: around("", whole(amount, ","), "円（税込）"), "JPY"),
        (lambda amount: around("", whole(amount, ","), "円(税抜)"), "JPY"),
        (lambda amount: around("", times(amount, 1_000, most=0), "千円"), "JPY"),
        (lambda amount: around("", times(amount, 10_000, most=0), "万円"), "JPY"),
        (lambda amount: around("", times(amount, 10_000, most=1), "万円"), "JPY"),
        (lambda amount: around("", times(amount, 10_000, most=0), "万"), ""),
        (
            lambda amount: (
                (text := times(amount, 10_000, most=0)) and full_width(f"{text}万円")
            ),
            "JPY",
        ),
        (lambda amount: around("", times(amount, 1_000_000, most=0), "百万円"), "JPY"),
        (lambda amount: around("", times(amount, 100_000_000), "億円"), "JPY"),
        (lambda amount: around("", _myriads(amount), "円"), "JPY"),
        (lambda amount: around("", _and_thousands(amount), "円"), "JPY"),
        (lambda amount: whole(amount, ""), ""),
        (lambda amount: whole(amount, ","), ""),
        (lambda amount: around("JPY ", whole(amount, ",")), "JPY"),
        (lambda amount: around("", whole(amount, ","), " yen"), "JPY"),
        (lambda amount: around("$", whole(amount, ",")), "USD"),
        (lambda amount: around("", whole(amount, ","), "ドル"), "USD"),
        (lambda amount: around("", whole(amount, ","), "ユーロ"), "EUR"),
    ),
    no_amounts=("未定", "応相談", "10万円～50万円", "？？", "要見積"),
    nothing=("なし", "無し", "特になし", "-", "", "－", "未記入", "該当なし", "ー"),
    consents=("はい", "同意する", "on", "true", "1", "はい、同意します"),
    refusals=("いいえ", "同意しない", "off", "false", "0"),
    subjects=("お問い合わせ", "資料請求", "見積もり依頼（至急）"),
    messages=(
        "お世話になっております。\n資料を送ってください。\n\nよろしくお願いします。",
        "㈱山田の件、～10個で①②③のどれか。＜至急＞",
        "よろしく😀",
    ),
    charsets=("utf-8", "utf-8", "shift_jis", "euc-jp"),
    guises=(full_width,),
)

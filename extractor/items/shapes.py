"""The shapes of headings and lead-ins: sentences as officials build them, with slots that the lexicon fills.

Patterns are templates: ``{problem_nouns}`` stands for an alternation of the lexicon's list, ``{a+b}`` for two lists together. Text
is matched without white space and with full-width punctuation (see ``views``).
"""

from __future__ import annotations

from functools import cache

import regex

from lexicons.reports.disclosure.item_lexicon import words


def any_of(*lists: str) -> str:
    """An alternation of the words of the named lists, longest first."""
    every = {word for name in lists for word in words(name)}
    return "|".join(regex.escape(word) for word in sorted(every, key=lambda word: (-len(word), word)))


@cache
def shape(pattern: str) -> regex.Pattern[str]:
    """A pattern whose {names} are filled with alternations of the lexicon's lists."""
    return regex.compile(regex.sub(r"\{([a-z_+]+)\}", lambda m: f"(?:{any_of(*m[1].split('+'))})", pattern))


YEAR = r"(?P<year>20\d\d)年(?:度)?"
ORDINAL = regex.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)?")
HEADING_NOISE = (
    r"(?:20\d\d年?(?:度)?|"
    r"{heading_fillers+problem_nouns+measure_nouns+done_nouns+future+previous+current+next_year+subjects+amounts+"
    r"problem_places})"
)
MIXED = r"{problem_nouns}.*(?:及其|以及|及|和|与|、|并).*{measure_nouns+done_nouns}"

BACK = r"(?:20\d\d年(?:度)?|{subjects+heading_fillers})*{back_references}(?:{heading_fillers+amounts})*"
REFERENCE = (
    rf"^(?:{{subjects}})?(?:(?:针对|对照|围绕){{problem_nouns}}(?=，)|{{reference_verbs}}{BACK}(?:{{problem_nouns}}|情况)"
    r"(?:(?:{amounts})*{problem_nouns})*)(?:和原因|的?情况)?[，：]?"
)
FUTURE = (
    r"^(?:{subjects})?(?:在(?:今年|本年|接下来)的工作(?:中|里)|(?:在)?{future})(?:的)?(?:{subjects})?"
    r"(?:的)?(?:{heading_fillers}|工作计划)*(?:里)?[，：]?"
)
YEAR_FIRST = rf"^(?:在|自)?{YEAR}(?!\d{{1,2}}月)(?:的?(?:{{heading_fillers}})*(?:中|里))?(?:以来|来)?[，：]?"
SUBJECT = r"[^，。；：]{0,14}?(?:{subjects}|局|厅|委|办|市|县|区|镇|乡|街道|院|部门|单位|政府|中心|会|处|所|校|室|我们|工作)"
WILL = (
    rf"^(?:(?:{SUBJECT})(?:也|还|们)?(?:将|拟|计划)(?:会|要)?|将(?:会|要)?(?=进一步|继续|持续|不断|着力|"
    rf"切实|重点|从|全|积极|以|大力|在|采|深|认|严|扎|努|加|强|坚|主|做|抓|按|围|紧|聚))"
)
SHALL = (
    rf"^(?:{SUBJECT})?(?:也|还|们)?{{future_verbs}}(?=进一步|继续|持续|"
    rf"{{measure_starters+firm_starters}})"
)
#: 将 before a thing that is put somewhere is no future: 将公开情况纳入考核.
OBJECT = r"将[^，。；]*?(?:纳入|作为|列入|列为|与|转|移|归|延长|提前|改为|调整|分解|推送|融入|贯穿|放在|落实到|印发|报送)"
LIST_OPENER = r"(?:从|在|做好|做了|做到|抓好|采取|通过|着手|开展|推进|重点|主要|落实|进行|着力|加强|围绕|突出)"
#: The same after who does it, in a sentence that already said when: 2023年，我局将三个栏目合并为一个.
DONE_OBJECT = rf"(?:{SUBJECT})?(?:{OBJECT}|将[^，。；]*?(?:合并|整合|汇总|细化|建成))"
COUNTED = (
    rf"^[^。；：]{{0,30}}?{LIST_OPENER}[^。；：，]{{0,8}}?(?:(?:以下|下列|如下|下述|下面)[^。；：，]{{0,16}}"
    r"|(?:这|几|[一二两三四五六七八九\d]+)(?:几|[一二两三四五六七八九\d]+)?(?:个|项|点|大|方面|措施|工作|举措)"
    r"[^。；：，]{0,12}?(?:{list_ends}))[，：]?$"
)
REMEDY = (
    r"^(?:{subjects+heading_fillers+amounts+turns+remedy_adverbs})*(?:{remedy_verbs})"
    r"(?:{amounts+heading_fillers+remedy_adverbs}|了)*(?:{remedy_nouns})(?:工作|如下|到位)?[，：]?$"
)
#: We will do well, and nothing of what: 我们要做到：
DO_WELL = (
    r"^(?:{subjects})?(?:还|也)?(?:要|将|需|应|须)?(?:着力|重点|切实|努力|着重|主要)*"
    r"(?:做到|做好|做实|抓好|抓实|办好|办成|推进|落实|完成|实现)：$"
)
EXISTS = (
    r"^(?P<before>(?:(?!存在|暴露)[^。；：]){0,40}?)(?:{existence_adverbs})*(?:存在|有(?!待|所|些|关|效|"
    r"序|限)|面临|暴露出?)(?:{amounts+problem_nouns+problem_places})+(?:(?:主要有|主要是|是|有|"
    r"为)?[，：]?$|(?=(?:如|比如|例如|诸如)[^下]))"
)
EXISTS_THAT = (
    r"^(?:{subjects}|中心|单位|{heading_fillers}|{turns}|{previous}|{current}|，|[^，。；：]{0,6}(?:案件|检查|评估|测评|审计)(?:中|里)?)*"
    r"(?:{existence_adverbs})*(?:存在|暴露出|反映出|面临)(?:着|在|以下)?(?=.{3})"
)
EXISTENCE = (
    r"(?:^|[，])(?:{subjects+heading_fillers+turns})*(?:{existence_adverbs})+(?:存在|有)"
    r"(?:{amounts+problem_nouns+problem_places})+(?=[，：]|如|比如|例如)[，：]?"
)
SYMPTOM = (
    r"^(?:(?:报告|年报)?中?所?(?:提出|指出|提到|反映|列出|列举|查摆)(?:出|到)?的?|{problem_nouns}|的|其|存在|工作|{this_year}|{previous})*"
    r"(?:{symptoms}|(?<={problem_nouns})(?:主要)?(?:是|有|在于|为)(?=.{3})"
    r"|(?:一些|有些|个别)老?问题(?:还|仍|依然|尚)(?:没有|未)(?:得到)?(?:根治|解决|根除))(?:(?:{amounts+problem_nouns}|在)*(?=[：，]|$)|在)?[：，]?"
)
#: Who it is that knows: 我们也清醒地认识到，
KNOWING = r"^(?:{subjects}|我们|大家|也|还|同时|更|必须|要|应当|应)*(?:清醒|深刻|充分|清楚)?(?:地)?(?:认识|意识|看|注意)到，?"
#: Why: a clause of its own before the one that says what there is.
BECAUSE = r"(?:由于|因为?|受)[^，。；：]{2,40}，(?=[^，。；：]{0,20}(?:存在|暴露出|面临))"
#: 比较突出的，是X，是Y，是Z: each 是 opens a problem.
STANDING_OUT = r"(?:比较|较为|最为?|尤其)?(?:突出|明显)的(?:问题)?，?是"
#: Last year's problems and that they were seen to, in words of one's own: 上年报告所列问题，改到哪一步; 上年度反馈问题整改情况.
SETTLED = (
    r"^(?:{subjects})?(?:对|对照)?(?:{previous}|(?P<year>20\d\d)年(?:度)?)[^。；：]{0,14}?(?:{problem_nouns}|清单|作业|反馈|账)"
    r"[^。；：]{0,8}?(?:{settled})[^。；：，]{0,6}$"
)
#: A figure of speech between the lead-in and its list: 向着第一方阵的目标再加压、再奋进：
SLOGAN = r"[^。；：]{0,50}(?:{slogans})[^。；：]{0,30}：(?=.{4})"
#: When: a clause of its own before the one that says what there is.
WHEN = r"^(?:{current}|{turns}|从整体上?看|总体上|[^，。；：]{2,14}(?:以来|期间|过程中))，$"
COMPARED = (
    r"^(?:但|，)?(?:{subjects+heading_fillers})*(?:与|同|和|对照|对标|距离|距|离|较|按照|面对|对比|相较于|相比于?|跟|比照)[^。；：]*?"
    r"(?:{comparisons}|要求|期待)[^。；：，]{0,8}[，]?$"
)
PRAISE = r"{achievements}"
TURN = r"^(?:{turns})(?:由于[^，]*，)?[，]?"

"""Sentences made anew from a seed: plain prose, numbers, dates, money, units, names and unknown words.

They serve to compare readings of text that nobody has tuned anything to. No sentence stands here whole, only frames
and fillers, so a seed gives some thousand sentences that differ in most of their words.
"""

import random

_FIRST = (
    "Anna Brian Carmen David Elena Frank Gwen Hassan Ingrid James Keiko Liam Maria Noah Olga Pedro Quentin Rosa"
).split()
_LAST = (
    "Abbott Bergström Castillo Dubois Edwards Fitzgerald Gallagher Hernandez Ivanov Johansson Kowalski Lindqvist "
    "MacDonald Nakamura O'Brien Papadopoulos Quigley Rasmussen Schneider Takahashi Underwood Vasquez Whitcombe Zhang"
).split()
_CITY = (
    "London Paris Berlin Chicago Edinburgh Reykjavik Kathmandu Albuquerque Worcester Gloucester Marseille Nairobi "
    "Melbourne Tucson Leicester Düsseldorf Zürich Tokyo Bangalore Philadelphia"
).split()
_NOUN = (
    "bridge kitchen river engine library orchestra permit contract record lead bass wind tear desert object project "
    "engineer schedule laboratory advertisement garage vase tomato aluminium laptop router firewall database server "
    "sparrow thought neighbour colour harbour psalm knight gnome pneumonia debt island aisle choir yacht colonel"
).split()
_PLURAL = (
    "houses knives children analyses wolves churches boxes leaves cities videos heroes photographs bicycles "
    "mechanisms passengers engineers volunteers theories sandwiches criteria oxen mice headphones batteries"
).split()
_VERB = (
    "read live wound close use estimate separate present refuse record produce perfect dream build paint repair "
    "answer consider follow admire photograph whisper calculate deploy refactor download"
).split()
_PAST = (
    "used lived worked jumped wanted decided refused dreamed built painted repaired answered admired whispered "
    "calculated deployed refactored downloaded laughed stopped begged needed ended"
).split()
_ADJECTIVE = (
    "quick lazy beautiful enormous blessed learned dogged aged minute live close perfect separate deliberate blue "
    "mischievous unprecedented state-of-the-art well-known twenty-year-old half-open Victorian Norwegian"
).split()
_ADVERB = "quickly slowly occasionally unfortunately probably particularly reluctantly daily definitely hardly".split()
_MONTH = "January February March April May June July August September October November December".split()
_SHORT_MONTH = "Jan. Feb. Mar. Apr. Aug. Sept. Oct. Nov. Dec.".split()
_DAY = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_UNIT = "km kg cm mm mph kHz MHz GB MB TB ml mg lbs oz ft hrs min sec °C °F km/h kW V W".split()
_ODD = (
    "zorblax quibbleton mynah hibari snorfle kubernetes blockchain tzatziki gnocchi defenestrate flibbertigibbet "
    "xylophonist cryptobro doomscrolling Björk Nguyen Llanelli hyperscaler unfriendable microplastics"
).split()
_LETTERS = "NASA HTML USB PDF FBI BBC UNESCO JSON API CPU GPU SQL NATO DNA UK US EU TV PhD CEO AI HTTP".split()
_ROMAN = "II III IV V VI VII VIII IX XII XIV XVI".split()

_FRAMES = (
    "The {adjective} {noun} near the {noun} {past} {adverb}.",
    "{first} {last} has {past} the {noun} since {year}.",
    "I {verb} the {noun} every {day}, but yesterday I {past} it.",
    "Have you {past} the {plural} that {first} {last} brought from {city}?",
    "On {month} {day_number}, {year}, {count} people met in {city}.",
    "It cost ${money} in {year} and £{money} today, {percent}% more.",
    "Dr. {last} and Mrs. {last} live at {small} {last} St. in {city}.",
    "The train to {city} leaves at {hour}:{minute} {half}.",
    "We drove {small} {unit} and carried {decimal} {unit} of {plural}.",
    "The {odd} was {adjective}, said {first}, and {adverb} {past}.",
    "{letters} and {letters} {past} the {adjective} {noun} in {city}.",
    "Chapter {roman} tells how King {first} {roman} {past} the {plural}.",
    "He finished {ordinal} of {count}; she was the {ordinal}.",
    "In the {decade}s, {plural} were {adjective}; in the {century} century they {past}.",
    "Call {phone} or write to {lower}@{odd}.com before {short_month} {day_number}.",
    "See https://www.{odd}.org/{noun} for version {small}.{digit}.{digit}.",
    "“{adverb_cap}, the {noun} is {adjective},” {first} said; “we {verb} it.”",
    "She doesn't {verb} {plural}, they won't {verb} {plural}, and I'd {verb} neither.",
    "{first}'s {plural}' {noun} wasn't {adjective} — it {past}!",
    "About {fraction} of the {plural} {past} within {small}-{more} days.",
    "The score was {small}-{digit}, i.e. {adverb} {adjective}, e.g. for {city}.",
    "Add {fraction} cup of {odd}, {small} g of {noun} and {decimal} l of water.",
    "{count_cap} {plural} and no. {small}: the {noun} & the {noun}.",
    "By {hour} o'clock the {noun} had {past}, although the {plural} {verb} {adverb}.",
    "The {noun}, which {first} {past} in {year}, is to be {past} by {city}'s {plural}.",
    "They {verb} what the {adjective} {plural} {verb}; nobody {past} {adverb}.",
    "It was {temperature}°C in {city} and {big_money} million people {past}.",
    "A {noun} an {noun} the {odd} to {odd} in {odd} by {city}.",
    "{month} {year}: {letters}'s {small}th {noun} sold for €{money}.",
    "Is the {noun} (built in {year}) {adjective}, {adjective} or just {adjective}?",
)


def sentences(count, seed):
    """Lines of one sentence each, the same for the same seed, no two alike."""
    chance = random.Random(seed)
    made = {}
    while len(made) < count:
        made[_sentence(chance)] = None
    return list(made)


def _sentence(chance):
    pick = chance.choice

    class Fillers(dict):
        def __missing__(self, name):
            return _fill(name, chance, pick)

    line = pick(_FRAMES).format_map(Fillers())
    return line[0].upper() + line[1:]


def _fill(name, chance, pick):
    number = chance.randint
    words = {
        "first": _FIRST, "last": _LAST, "city": _CITY, "noun": _NOUN, "plural": _PLURAL, "verb": _VERB, "past": _PAST,
        "adjective": _ADJECTIVE, "adverb": _ADVERB, "month": _MONTH, "short_month": _SHORT_MONTH, "day": _DAY,
        "unit": _UNIT, "odd": _ODD, "letters": _LETTERS, "roman": _ROMAN, "half": ["a.m.", "p.m.", "am", "PM"],
        "fraction": ["1/2", "3/4", "2/3", "half", "1/8", "two thirds"],
    }
    if name in words:
        return pick(words[name])
    if name == "phone":
        return f"{number(200, 989)}-{number(200, 999)}-{number(1000, 9999)}"
    return {
        "year": lambda: str(number(1066, 2099)),
        "day_number": lambda: str(number(1, 28)),
        "count": lambda: f"{number(2, 9_999_999) // pick([1, 10, 1000, 100000]):,}",
        "count_cap": lambda: f"{number(2, 99999)}",
        "money": lambda: pick([f"{number(1, 999)}", f"{number(1, 9999):,}.{number(10, 99)}", f"0.{number(10, 99)}"]),
        "big_money": lambda: f"{number(1, 99)}.{number(1, 9)}",
        "percent": lambda: pick([str(number(1, 99)), f"{number(0, 99)}.{number(1, 9)}"]),
        "small": lambda: str(number(1, 120)),
        "more": lambda: str(number(121, 300)),
        "digit": lambda: str(number(0, 9)),
        "hour": lambda: str(number(1, 12)),
        "minute": lambda: f"{number(0, 59):02}",
        "decimal": lambda: f"{number(0, 99)}.{number(1, 99)}",
        "ordinal": lambda: _ordinal(number(1, 130)),
        "decade": lambda: pick(["1920", "1960", "1990", "80", "1800"]),
        "century": lambda: _ordinal(number(5, 21)),
        "temperature": lambda: str(number(-20, 40)),
        "lower": lambda: pick(_FIRST).lower(),
        "adverb_cap": lambda: pick(_ADVERB).capitalize(),
    }[name]()


def _ordinal(n):
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"

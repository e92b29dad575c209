"""The words the renderer knows, English and French, and the thing each one draws.

Patterns run over text without accents and in lower case (`fold`). A pattern is a whole word or
phrase; plurals are taken care of. Reading a prompt's *structure* is `sora_widgets.prompts`'
business; here a word only becomes a thing to draw or to hear.
"""

from __future__ import annotations

import re
import unicodedata

from sora_widgets.animatic.colour import Colour, rgb

__all__ = ["ACTIONS", "COLOURS", "LIGHTS", "PLACES", "SOUNDS", "SUBJECTS", "WEATHER", "find_all", "first_of", "fold"]


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes: the form in which patterns are matched."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return bare.lower().replace("’", "'").replace("œ", "oe")


def _words(*lines: str) -> dict[str, re.Pattern[str]]:
    table = {}
    for line in lines:
        name, _, words = line.partition(":")
        table[name.strip()] = re.compile(rf"(?<![a-z])(?:{'|'.join(words.strip().split(' | '))})(?:s|x|es)?(?![a-z])")
    return table


def find_all(table: dict[str, re.Pattern[str]], folded: str) -> list[tuple[int, str]]:
    """Every (position, name) found, in the order of the text."""
    return sorted((found.start(), name) for name, pattern in table.items() for found in pattern.finditer(folded))


def first_of(table: dict[str, re.Pattern[str]], folded: str) -> str | None:
    """The first name *of the table* that the text holds: tables go from the most telling to the least."""
    return next((name for name, pattern in table.items() if pattern.search(folded)), None)


SUBJECTS = _words(
    "child: child | children | kid | boy | girl | toddler | little girl | enfant | garcon | fillette | fille | gamin | gamine",
    "woman: woman | women | lady | ladies | actress | dancer | ballerina | queen | mother | grandmother | femme | dame | danseuse | mere",
    "man: man | men | guy | gentleman | actor | king | father | grandfather | chef | cyclist | fisherman | farmer | detective | surfer"
    " | astronaut | homme | monsieur | pecheur | cuisinier | roi | pere | skateboarder | skier | person | people | personne | runner | traveler",
    "dog: dog | puppy | puppies | corgi | retriever | labrador | husky | beagle | poodle | dachshund | wolf | fox | chien | chiot | loup | renard",
    "cat: cat | kitten | kitty | chat | chaton | chatte | tiger | lion | panther",
    "bird: bird | seagull | gull | eagle | pigeon | dove | owl | parrot | crow | sparrow | oiseau | mouette | aigle | hibou",
    "horse: horse | pony | stallion | mare | cheval | chevaux | poney | deer | cow | zebra",
    "car: car | taxi | cab | automobile | sedan | van | truck | bus | jeep | voiture | camion",
    "boat: sailboat | sailing boat | boat | ship | yacht | voilier | bateau | bateaux | navire | barque",
    "kite: kite | cerf-volant | cerfs-volant",
    "ball: ball | football | basketball | soccer ball | beach ball | ballon | balle",
    "robot: robot | android | droid | cyborg | automaton",
    "bottle: bottle | perfume | flask | wine | bouteille | flacon | parfum",
    "cup: cup | mug | coffee | tea | espresso | tasse | cafe creme | the fumant",
    "balloon: hot[- ]air balloon | balloon | montgolfiere",
    "flower: flower | rose | tulip | sunflower | daisy | daisies | poppy | fleur | tournesol | coquelicot",
    "tree: tree | oak | pine | willow | arbre | chene | sapin | saule",
)

ACTIONS = _words(
    "run: run | running | jog | jogging | sprint | sprinting | race | racing | racing | chase | chasing | gallop | galloping"
    " | court | courant | courir | galope",
    "walk: walk | walking | stroll | strolling | wander | wandering | stride | striding | pace | marche | marchant | marcher | promene | se promenant",
    "dance: dance | dancing | danse | dansant | danser | twirl | twirling",
    "jump: jump | jumping | leap | leaping | hop | hopping | skip | skipping | saute | sautant | sauter | bondit",
    "wave: wave his hand | waves | waving | wave goodbye | salue | saluant | fait signe",
    "sit: sit | sitting | seated | sat | rest | resting | assis | assise | s'assoit",
    "sleep: sleep | sleeping | asleep | nap | napping | curled | dort | dormant | endormi | endormie",
    "fly: fly | flying | flie | soar | soaring | glide | gliding | hover | hovering | vole | volant | voler | plane | planant",
    "sail: sail | sailing | float | floating | drift | drifting | navigue | naviguant | vogue | flotte | flottant",
    "drive: drive | driving | speed | speeding | roll | rolling | roule | roulant | conduit",
    "bounce: bounce | bouncing | rebondit | rebondissant | rebondir",
    "spin: spin | spinning | rotate | rotating | turntable | turning | tourne | tournant | pivote",
    "drink: drink | drinking | sip | sipping | boit | buvant",
    "look: look | looking | gaze | gazing | stare | staring | watch | watching | regarde | regardant | contemple",
    "stand: stand | standing | wait | waiting | debout | attend",
)

PLACES = _words(
    "beach: beach | shore | seashore | seaside | sand | plage | rivage | bord de mer | sable",
    "sea: at sea | sea | ocean | lake | river | bay | harbor | harbour | waves | mer | en mer | lac | fleuve | riviere | baie",
    "forest: forest | wood | woods | jungle | foret | bois | sous-bois",
    "park: park | garden | playground | orchard | parc | jardin | verger | square",
    "mountain: mountain | mountainside | peak | alp | alpine | valley | cliff | canyon | montagne | alpes | vallee | sommet | falaise",
    "desert: desert | dune | sahara",
    "street: street | road | alley | avenue | boulevard | sidewalk | crosswalk | highway | market | rue | ruelle | trottoir | route | marche de",
    "city: city | skyline | rooftop | downtown | town | tokyo | paris | new york | london | ville | toit | gratte-ciel | metropole",
    "room: room | kitchen | bedroom | office | studio | interior | indoors | inside | library | cafe | restaurant | couch | sofa | armchair | table"
    " | desk | windowsill | fireplace | chambre | cuisine | salon | bureau | bibliotheque | canape | fauteuil | interieur",
    "field: field | meadow | countryside | farm | grassland | prairie | hill | hills | champ | pre | campagne | ferme | colline",
)

LIGHTS = _words(
    "neon: neon | neons | cyberpunk | neon-lit",
    "candle: candle | candlelight | candlelit | firelight | fireplace | lamplight | bougie | chandelle | lampe",
    "blue_hour: blue hour | dusk | twilight | heure bleue | crepuscule",
    "night: night | nighttime | midnight | moonlight | moonlit | starry | nuit | minuit | clair de lune | nocturne | etoile",
    "sunset: sunset | sundown | setting sun | sunrise | dawn | coucher de soleil | coucher du soleil | lever de soleil | aube | aurore",
    "golden: golden | golden hour | late[- ]afternoon | late afternoon | warm light | warm | evening light | doree | dore | heure doree"
    " | fin de journee | fin d'apres-midi | lumiere chaude | backlit | contre-jour",
    "low_key: low[- ]key | chiaroscuro | noir | dark | shadowy | clair-obscur | sombre | dim",
    "high_key: high[- ]key | studio light | softbox | white background | product shot | fond blanc",
    "overcast: overcast | cloudy | grey sky | gray sky | grey light | gloomy | stormy | storm | rainy | rain | foggy | fog | mist | misty"
    " | couvert | nuageux | gris | grisaille | brume | brumeux | brumeuse | brouillard | pluie | pluvieux | orage | snow | snowy | neige",
    "noon: noon | midday | bright | sunny | sunlight | daylight | morning | clear sky | summer | midi | soleil | ensoleille | ensoleillee | matin | jour",
)

WEATHER = _words(
    "rain: rain | rainy | raining | drizzle | downpour | pluie | pluvieux | pluvieuse | averse | storm | stormy | orage | il pleut",
    "snow: snow | snowy | snowing | snowfall | blizzard | winter | neige | enneige | enneigee | hiver | il neige",
    "fog: fog | foggy | mist | misty | haze | hazy | brume | brumeux | brumeuse | brouillard",
    "wind: wind | windy | breeze | breezy | gust | kite | vent | brise | rafale | venteux | cerf-volant",
)

SOUNDS = _words(
    "silence: silent | silence | no sound | without sound | mute | muted | no audio | sans son | muet | muette | aucun son",
    "wind: wind | windy | breeze | gust | rustling | rustle | leaves | vent | brise | rafale | bruissement | feuille",
    "rain: rain | raining | drizzle | downpour | pluie | averse",
    "thunder: thunder | storm | tonnerre | orage",
    "waves: wave | waves | surf | sea | ocean | lapping | vague | ressac | clapotis",
    "traffic: traffic | car | horn | street | city | engine | motor | hum of the city | circulation | voiture | klaxon | moteur | ville | rue",
    "crowd: crowd | laughter | laugh | laughing | giggle | children playing | chatter | voices | murmur | applause | foule | rire | rires | voix | brouhaha",
    "birds: bird | birdsong | chirp | chirping | tweet | seagull | gull | oiseau | oiseaux | mouette | gazouillis",
    "music: music | piano | guitar | violin | melody | song | synth | synthwave | jazz | orchestra | score | musique | guitare | violon | melodie | chanson",
    "footsteps: footstep | steps | pas | bruit de pas",
    "crickets: cricket | cicada | grillon | cigale",
    "fire: crackle | crackling | fire | crepitement | feu",
    "purr: purr | purring | ronronne | ronronnement | ronron",
    "machine: servo | whirr | whirring | buzz | buzzing | hum | humming | drone | bourdonnement | ronflement",
)

COLOURS: dict[str, Colour] = {
    name: rgb(code)
    for names, code in (
        ("red rouge", "#d8332f"),
        ("blue bleu bleue", "#2f6fd0"),
        ("green vert verte", "#3a9d4e"),
        ("yellow jaune", "#f2c230"),
        ("orange", "#ee8127"),
        ("purple violet violette", "#7d4bb8"),
        ("pink rose", "#ee7fa8"),
        ("white blanc blanche", "#f2f0ea"),
        ("black noir noire", "#24262c"),
        ("grey gray gris grise", "#8d939b"),
        ("brown brun brune marron", "#7b4d2e"),
        ("golden gold dore doree", "#dba63b"),
        ("silver argent argente", "#b9c2cc"),
        ("ginger tabby roux rousse", "#d9823b"),
        ("turquoise teal cyan", "#2bb3b0"),
    )
    for name in names.split()
}

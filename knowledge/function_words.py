"""Function words per language: the little words that give a language away even in a short question."""

from functools import cache

# Question words, articles, pronouns, prepositions, conjunctions and auxiliaries, as people type them (accents may be
# missing). A word may belong to several languages; how many is part of the evidence.
_WORDS = {
    "en": "a about after all also an and any are as at be been before but by can could did do does for from get had "
    "has have he her his how i if in into is it its many me more most much my no not of on or our out she should "
    "since so some than that the their them then there these they this to under until up us was we were what when "
    "where which while who whom whose why will with would you your",
    "nl": "aan al als bij dan dat de deze die dit doet door dus een en er geen had hebben heb heeft het hoe hoeveel "
    "hun ik in is je jij kan kon kreeg kunnen maar me meer met mij mijn moet na naar niet nog nu of om onder ons "
    "onze ook op over per sinds te tegen toen tot tussen u uit uw van veel voor waar waarom waarvoor wanneer waren "
    "was wat we welk welke wel werd werden wie wij worden wordt zal ze zich zij zijn zo zonder zou",
    "hu": "a az azt ahol ami amely amikor be csak de deres egy el ellen és es én ez ezt ezek erre fel ha hány hany "
    "hogy hogyan hol honnan hová hova igen ill illetve is itt ki kell két kik kinek kit között kozott le lehet lesz "
    "lett már mar még meg mekkora mely melyek melyik melyiket mennyi mennyibe mert mi mik miért miert mikor milyen "
    "mint minden mit mivel most ne nem néhány ők ott ő pedig sem szerint szerinti tól től ugyanis úgy vagy van "
    "vannak volt voltak végül és",
    "pt": "a ao aos as à às até com como da das de do dos dum duma e é ela ele eles em entre era está estão eu foi "
    "foram há isso isto já mais mas me meu muito na nas não nao nem no nos nós nosso num numa o onde os ou para "
    "pela pelas pelo pelos por porque porquê qual quais quando quanto quanta quantos quantas que quem se sem ser "
    "seu sua são sao também tem têm tinha um uma umas uns você",
    "de": "aber alle als am an auch auf aus bei bis da das dass dem den der des die dies diese dieser dieses doch du "
    "durch ein eine einem einen einer eines er es für fur gegen gibt hat hatte haben ich ihr ihre im in ist ja kann "
    "kein keine können man mehr mit nach nicht noch nur oder ohne sein seine seit sich sie sind so soll über um und "
    "uns unter viel viele vom von vor wann war waren warum was welche welchem welchen welcher welches wenn wer "
    "werden wem wen wessen wie wir wird wo woher wohin wurde wurden zu zum zur zwischen",
    "fr": "a à au aux avec ce ces cet cette combien comme comment dans de depuis des donc dont du elle elles en entre "
    "est et étaient était être eu fait fut il ils je l la là le les leur leurs lui mais me même mon ne nous on ont où "
    "ou par pas plus pour pourquoi qu quand que quel quelle quelles quels qui quoi sa sans se ses si son sont sous "
    "sur tous tout un une vers vous",
    "es": "a al ante como cómo con cuál cuáles cuando cuándo cuanto cuánto cuánta cuántas cuántos de del desde donde "
    "dónde e el él ella ellos en entre era eran es esa ese esta está están este esto fue fueron ha había han hasta "
    "hay la las le les lo los más me mi mucho muy no nos o otro para pero por porque qué que quien quién quiénes se "
    "según ser si sin sobre son su sus también te tiene tienen un una unas unos y ya yo",
    "it": "a ad ai al alla alle agli anche che chi ci come con cosa cui da dagli dai dal dalla dalle degli dei del "
    "della delle dello di dove e è ed era erano essere fra furono gli ha hanno i il in io l la le lei lo loro lui ma "
    "mi nei nel nella nelle nello negli non nostro o per perché perchè più qual quale quali quando quanta quante "
    "quanti quanto quella quello questa questo se sei si sia sono stata stato su sua sue sugli sul sulla suo "
    "suoi tra tutti un una uno",
    "ro": "a acest această aceasta acestea al ale am ar are au avea au ca că când cand câte câți cât cat care căror "
    "când ce cel cele cine cu cui cum da dar de deci despre din dintre doar după e ea ei el era erau este eu fi fie "
    "fost în in înainte între într între intre la le li lor lui mai mult ne nici noi nu o pe pentru până prin "
    "printr sa să sale sau se si și sub sunt su un unde una unei unor unui",
    "el": "ο η το οι τα τον την του της των τους στο στη στην στον στα στις και να είναι ήταν δεν με για από που πού "
    "πως πώς τι ποιος ποια ποιο ποιοι ποιες ποιον πότε πόσο πόσα πόσες πόσοι γιατί σε ένα μια ένας ως κατά αν ή",
    "pl": "a albo ale bez był była było były być co czy czym dla do dlaczego gdzie go i ich ile im jak jaka jaki jakie "
    "jako jego jej jest już kiedy kim kto która które który którzy lub ma mają mi między mnie na nad nie o od oraz "
    "po pod przed przez przy są się tak tego też to tylko w we więc z za ze że",
    "cs": "a aby ale ani až bez bude by byl byla bylo byli být co či do i jak jaká jaké jaký jako je jeho jejich "
    "její jen jsem jsou k kam kde kdo kdy kolik která které který kteří ma má mají mezi na nad ne nebo než o od po "
    "pod podle pro proč protože před při s se si také tak ten to u už v ve z za ze že",
    "sk": "a aby aj ako aká aké aký ale alebo bez bol bola bolo boli by byť čo či do i ich ja je jeho jej kam kde kedy "
    "koľko kolko kto ktorá ktoré ktorý ktorí len má majú medzi na nad nie o od po pod podľa pre prečo pred pri s sa "
    "si so sú tak tento to u už v vo z za zo že",
    "sl": "ali ampak bil bila bilo bili biti bo da do ga gre hkrati iz in ima imajo je jih k kaj kako kakšen kakšna "
    "kam kar katera katere kateri ker kdaj kdo kje ko koliko le ma med na nad ne ni o ob od pa po pod pred pri s se "
    "sem si so tako to tudi v za zakaj zaradi z že",
    "hr": "a ako ali bez bi bila bile bili bilo bio da do gdje ga i ili im iz ja je jer jesu k kada kad kako kakav "
    "kakva kao koja koje koji kojem koliko kroz li među na nad ne nije niti o od ona oni pa po pod prema pri s sa "
    "samo se sebi smo su što sto tko to u uz već za zašto",
    "bg": "а ако без беше бил била били в във вече да до за и из или има как каква какво какъв кога кое които кой "
    "колко коя къде ли между на над не него ни но о от по под през при с са само се си след със също така те това "
    "той тя чрез че защо е",
    "da": "af alle at blev bliver da de den der deres det dette du eller en er et for fordi fra får har hun hvad "
    "hvem hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i ikke ind jeg kan man med meget men mere mod "
    "mellem når og også om op over på sig siden skal som så til ud under var ved vi vil været",
    "sv": "alla att av blev blir de den denna deras dess det detta du då eller en ett efter från för får han har hade "
    "hon hur hör i inte jag kan man med mellan men mer mot mycket många nu när och också om på sig sin ska som så "
    "till under upp ut var vad varför varit vem vi vid vilka vilken vilket är över",
    "fi": "ei eivät en että ennen he hän ilman ja jo joka jonka jos jotka kanssa keitä ken kenen ketkä koska kuin "
    "kuinka kuka kun kuten me mihin mikä miksi millainen millä milloin minkä missä mistä mitä mitkä miten moni "
    "monta mukaan mutta myös ne niin niitä nyt oli olivat olla on ovat paljon se sekä sen siitä sitä tai tämä "
    "tämän vai vain voi vuonna",
    "et": "aga ei ehk ja juba ka kas kelle kes kui kuhu kuid kuidas kus käis küll kõik ma mida miks mille milline "
    "millised millal mis mitu nad need ning nii oli olid olla on palju pole sest see seda selle siis ta tema või "
    "võib üks",
    "lv": "ar arī bet bez bija būt cik es gan ir jau ja jo ka kad kādi kāda kāds kas kādēļ kāpēc kā kur kura kuri "
    "kurš ko līdz no ne nav ņem par pēc pie pirms priekš šī šis starp tas tā tika to tikai un uz vai var viņš",
    "ru": "а без был была были было быть в во вы где да для до его ее если есть еще же за и из или их к как какая "
    "какие какой когда кто куда ли между мне мы на над не нет но о об он она они от по под после почему при про с "
    "сколько со так также то только у что чтобы это я",
    "uk": "але без був була були було бути в ви де для до його її якщо є ще же за з зі і й із або їх як яка які який "
    "коли хто куди чи між мені ми на над не ні але о об він вона вони від по під після чому при про скільки так також "
    "то тільки у що щоб це я та",
    "lt": "apie ar be bet bus buvo į ir iš jau ji jie jis jo jos kad kada kai kaip kas kiek ko kodėl koks kokia kokie "
    "kur kuri kurie kuris ne nes nėra nuo o per po prie su tai taip tarp tik už yra",
}


def function_words(language: str) -> frozenset[str]:
    """The function words of a language (ISO 639-1), lower case; empty for a language without a list."""
    return _sets().get(language, frozenset())


def languages_of(word: str) -> frozenset[str]:
    """ISO 639-1 codes of the languages in which a lower-case word is a function word; often empty."""
    return _index().get(word, frozenset())


@cache
def _index() -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            index.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in index.items()}


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _WORDS.items()}

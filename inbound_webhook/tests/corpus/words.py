"""What people write in their names, in towns and in messages, in twenty languages, and
the charsets beside UTF-8 that their programs write it in.

Typed by hand, so that nothing of it comes of what reads it. Python's codecs make bytes
of it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Words of one language.

    :param charsets: in which its programs write, by Python's names
    :param names: of people, the first and the last one
    :param towns: where they are
    :param messages: what they ask
    """

    charsets: tuple[str, ...]
    names: tuple[str, ...]
    towns: tuple[str, ...]
    messages: tuple[str, ...]


LANGUAGES = {
    "French": Language(
        ("cp1252", "latin_1", "iso8859_15"),
        (
            *("Hélène Lefèvre", "François Dupré", "Benoît Maréchal", "Zoé Lacôte"),
            *("Gaël Le Bihan", "Anaïs Pénicaud", "Jérôme Gaudin", "Maëlle Bézier"),
            *("Noël Châtelain", "Inès Garçon", "Jean-René Câlin", "Cécile Bœuf"),
        ),
        ("Orléans", "Besançon", "Nîmes", "Béziers", "Saint-Étienne", "Angoulême"),
        (
            "Bonjour, pouvez-vous m'envoyer un devis détaillé dès que possible ? Très "
            "intéressé par vos prestations, à bientôt.",
            "Où êtes-vous situés ? Je préférerais être rappelé l'après-midi.",
        ),
    ),
    "German": Language(
        ("cp1252", "latin_1", "iso8859_15"),
        (
            *("Jürgen Müller", "Käthe Schäfer", "Björn Größer", "Günther Weiß"),
            *("Sören Köhler", "Bärbel Krüger", "Jörg Böhm", "Ümit Schröder"),
            *("Thomas Groß", "Heike Jäger", "Martin Hölzl", "Ute Flößer"),
        ),
        ("Köln", "München", "Düsseldorf", "Nürnberg", "Gießen", "Görlitz"),
        (
            "Guten Tag, bitte schicken Sie mir Ihre Preisübersicht für größere Mengen. "
            "Schöne Grüße",
            "Wann hätten Sie Zeit für ein Gespräch? Möglich wäre nächste Woche.",
        ),
    ),
    "Spanish": Language(
        ("cp1252", "latin_1", "iso8859_15"),
        (
            *("José Núñez", "María Fernández", "Iñaki Ibáñez", "Ángel Gutiérrez"),
            *("Sofía Peña", "Andrés Martínez", "Lucía Muñoz", "Óscar Rodríguez"),
            *("Raúl Íñiguez", "Belén Cañas", "Jesús Álvarez", "Begoña Argüello"),
        ),
        ("León", "Málaga", "Cádiz", "La Coruña", "Córdoba", "Logroño"),
        (
            "¿Podrían enviarme más información sobre precios? Gracias por su atención.",
            "Quisiera una cotización para el próximo año, llámenme mañana.",
        ),
    ),
    "Portuguese": Language(
        ("cp1252", "latin_1", "iso8859_15"),
        (
            *("João Gonçalves", "Conceição Araújo", "Inês Simões", "Antônio Magalhães"),
            *("Luís Brandão", "Mônica Guimarães", "Tânia Falcão", "Cláudio Assunção"),
            *("Vitória Leitão", "Patrícia Muñoz", "Fábio Corrêa", "Estêvão Câmara"),
        ),
        ("São Paulo", "Brasília", "Florianópolis", "Goiânia", "Évora", "Guimarães"),
        (
            "Olá, gostaria de um orçamento. Não consigo abrir a página de informações.",
            "Vocês têm opções de pagamento em três vezes? Até amanhã.",
        ),
    ),
    "Italian": Language(
        ("cp1252", "latin_1", "iso8859_15"),
        (
            *("Niccolò Dalla Libertà", "Nicolò Cantù", "Mosè Salò", "Noè Fermì"),
            *("Giosuè Corrà", "Libertà Festò"),
        ),
        ("Forlì", "Cantù", "Mondovì", "Viganò"),
        (
            "Buongiorno, è possibile avere più informazioni sulla disponibilità? "
            "Perché così è difficile.",
            "Sarò in città lunedì; può chiamarmi? La qualità è già buona.",
        ),
    ),
    "Swedish": Language(
        ("cp1252", "latin_1"),
        (
            *("Åsa Sjöberg", "Göran Åkesson", "Märta Lindström", "Björn Öberg"),
            *("Håkan Nyström", "Jöran Älvström", "Pär Ångström", "Malin Söder"),
        ),
        ("Malmö", "Göteborg", "Västerås", "Örebro", "Umeå", "Gävle"),
        (
            "Hej, jag vill gärna ha en offert på era tjänster. Går det att få den före "
            "påsk?",
        ),
    ),
    "Danish": Language(
        ("cp1252", "latin_1"),
        (
            *("Søren Kjærgaard", "Jørgen Nørgaard", "Åse Bjørnsen", "Mette Sørensen"),
            *("Øyvind Bæk", "Kåre Østergård", "Bjørn Ødegaard", "Jens Højlund"),
        ),
        ("København", "Tromsø", "Næstved", "Ålborg", "Ålesund", "Helsingør"),
        ("Hej, jeg vil gerne høre nærmere om prisen på jeres løsning. På forhånd.",),
    ),
    "Icelandic": Language(
        ("cp1252", "latin_1"),
        (
            *("Guðrún Þórðardóttir", "Jón Sigurðsson", "Björk Guðmundsdóttir"),
            *("Sigríður Jónsdóttir", "Halldór Ásgrímsson", "Þórunn Ævarsdóttir"),
        ),
        ("Reykjavík", "Ísafjörður", "Hafnarfjörður", "Egilsstaðir"),
        ("Góðan daginn, gæti ég fengið nánari upplýsingar um verðið hjá ykkur?",),
    ),
    "Polish": Language(
        ("cp1250", "iso8859_2"),
        (
            *("Łukasz Wójcik", "Małgorzata Wiśniewska", "Paweł Dąbrowski"),
            *("Agnieszka Woźniak", "Michał Kamiński", "Żaneta Świątek"),
            *("Stanisław Gałązka", "Grażyna Jabłońska", "Józef Piłsudski"),
            *("Bożena Król", "Rafał Jasiński", "Wacław Zając"),
        ),
        ("Łódź", "Kraków", "Gdańsk", "Poznań", "Wrocław", "Częstochowa"),
        (
            "Dzień dobry, proszę o przesłanie szczegółowej oferty. Będę wdzięczny za "
            "szybką odpowiedź.",
        ),
    ),
    "Czech": Language(
        ("cp1250", "iso8859_2"),
        (
            *("Antonín Dvořák", "Tomáš Kučera", "Jiří Němec", "Božena Němcová"),
            *("Věra Růžičková", "Zdeněk Šťastný", "Lukáš Říha", "Kateřina Žáková"),
            *("Pavel Beneš", "Lenka Horáčková", "Ondřej Zeman", "Radek Bouček"),
        ),
        ("Plzeň", "Brno-střed", "České Budějovice", "Ústí nad Labem", "Třebíč"),
        (
            "Dobrý den, prosím o zaslání nabídky. Děkuji za odpověď a přeji příjemný "
            "večer.",
        ),
    ),
    "Slovak": Language(
        ("cp1250", "iso8859_2"),
        (
            *("Ján Kováč", "Ľubomír Štúr", "Zuzana Ďurišová", "Božidara Turzonovová"),
            *("Peter Hruška", "Mária Vargová", "Štefan Nôta", "Ľuboš Čierny"),
        ),
        ("Košice", "Žilina", "Banská Štiavnica", "Trenčín", "Liptovský Mikuláš"),
        ("Dobrý deň, pošlite mi prosím cenovú ponuku. Ďakujem za odpoveď čo najskôr.",),
    ),
    "Hungarian": Language(
        ("cp1250", "iso8859_2"),
        (
            *("Gergő Tóth", "Zsófia Kovács", "Ferenc Erdős", "László Szűcs"),
            *("Erzsébet Nagy", "Gábor Németh", "Győző Hűvös", "Ágnes Vörös"),
            *("István Fehér", "Jenő Szőke", "Lőrinc Könyves", "Sándor Petőfi"),
        ),
        ("Győr", "Pécs", "Székesfehérvár", "Kecskemét", "Békéscsaba", "Gödöllő"),
        (
            "Tisztelt Hölgyem! Kérem, küldjenek részletes árajánlatot. Előre is "
            "köszönöm, üdvözlettel.",
        ),
    ),
    "Croatian": Language(
        ("cp1250", "iso8859_2"),
        (
            *("Marko Petrović", "Ana Kovačević", "Ivan Đurić", "Željko Šimić"),
            *("Jelena Božić", "Goran Ivanišević", "Mateja Čop", "Krešimir Ćosić"),
        ),
        ("Šibenik", "Čakovec", "Požega", "Vukovar", "Križevci"),
        (
            "Poštovani, molim vas pošaljite mi ponudu. Zanima me može li se dogovoriti "
            "sastanak sljedeći tjedan.",
        ),
    ),
    "Romanian": Language(
        ("cp1250", "iso8859_2"),
        (
            *("Ştefan Bălan", "Mihai Ţepeş", "Ioana Mănescu", "Andrei Brâncuşi"),
            *("Cătălin Râpă", "Gheorghe Stănescu", "Iuliana Niţă", "Răzvan Pârvu"),
        ),
        ("Bucureşti", "Iaşi", "Constanţa", "Braşov", "Bistriţa", "Piteşti"),
        (
            "Bună ziua, aş dori mai multe informaţii despre preţuri. Vă mulţumesc şi "
            "aştept răspunsul.",
        ),
    ),
    "Latvian": Language(
        ("cp1257", "iso8859_13"),
        (
            *("Jānis Bērziņš", "Līga Ozoliņa", "Andris Kalniņš", "Kārlis Ulmanis"),
            *("Ilze Liepiņa", "Pēteris Krūmiņš", "Māra Zālīte", "Raimonds Šķēle"),
            *("Vaira Vīķe-Freiberga", "Gunārs Astra", "Dāvis Žagars", "Inese Ābola"),
        ),
        ("Rīga", "Jūrmala", "Rēzekne", "Cēsis", "Jēkabpils", "Liepāja"),
        ("Labdien! Lūdzu, atsūtiet man cenu piedāvājumu. Paldies par ātru atbildi.",),
    ),
    "Lithuanian": Language(
        ("cp1257", "iso8859_13"),
        (
            *("Jonas Kazlauskas", "Rūta Šimkienė", "Česlovas Žukauskas"),
            *("Giedrė Petrauskaitė", "Mindaugas Jankūnas", "Eglė Žemaitytė"),
            *("Šarūnas Jasikevičius", "Ąžuolas Stankevičius", "Živilė Bagdonienė"),
        ),
        ("Šiauliai", "Klaipėda", "Panevėžys", "Mažeikiai", "Utena", "Kėdainiai"),
        (
            "Laba diena, norėčiau gauti išsamų pasiūlymą. Ačiū už greitą atsakymą, "
            "lauksiu žinių.",
        ),
    ),
    "Estonian": Language(
        ("cp1257", "iso8859_13", "cp1252", "iso8859_15"),
        (
            *("Tõnu Mägi", "Külli Põld", "Jüri Saarepõõsas", "Õnne Lääts"),
            *("Märt Kõiv", "Ülle Jõgi", "Aino Pähn", "Mõtus Sööt"),
        ),
        ("Pärnu", "Võru", "Põltsamaa", "Jõhvi", "Kärdla", "Jõgeva"),
        ("Palun saatke mulle täpsem hinnapakkumine. Küsimusi võib esitada õhtul.",),
    ),
    "Turkish": Language(
        ("cp1254", "iso8859_9"),
        (
            *("Ayşe Yılmaz", "Gökçe Öztürk", "Mustafa Çağlar", "Işık Doğan"),
            *("Şükrü Güneş", "Elif Şahin", "Hüseyin Kılıç", "Özgür Yıldız"),
            *("Tuğba Aydın", "Barış Manço", "Çiğdem Uğur", "Oğuzhan Kaş"),
        ),
        ("İstanbul", "İzmir", "Muğla", "Diyarbakır", "Kırıkkale", "Eskişehir"),
        (
            "Merhaba, ürünleriniz hakkında bilgi almak istiyorum. Lütfen fiyat "
            "listesini gönderir misiniz? Teşekkürler, iyi çalışmalar.",
        ),
    ),
    "Russian": Language(
        ("cp1251", "koi8_r", "cp866"),
        (
            *("Жанна Агузарова", "Сергей Иванов", "Елена Ёлкина", "Пётр Щукин"),
            *("Юлия Цой", "Эдуард Хиль", "Наталья Подъёмная", "Глеб Шульц"),
        ),
        ("Москва", "Нижний Новгород", "Екатеринбург", "Уфа", "Орёл"),
        ("Здравствуйте, пришлите, пожалуйста, прайс-лист. Нужна оптовая закупка.",),
    ),
    "Greek": Language(
        ("cp1253", "iso8859_7"),
        (
            *("Γιώργος Παπαδόπουλος", "Ελένη Νικολάου", "Άννα Βίσση"),
            *("Κώστας Αγγελόπουλος", "Μαρία Κάλλας", "Ίωνας Δημητρίου"),
        ),
        ("Αθήνα", "Θεσσαλονίκη", "Πάτρα", "Ηράκλειο"),
        ("Καλημέρα σας, θα ήθελα περισσότερες πληροφορίες για τις τιμές. Ευχαριστώ.",),
    ),
    "Japanese": Language(
        ("cp932", "euc_jp", "iso2022_jp"),
        (
            *("山田 太郎", "佐藤 花子", "鈴木 一郎", "高橋 さくら", "渡辺 ケンジ"),
            *("表 美千代", "能登 十三", "ソニア 田中", "伊藤 啓", "小林 健"),
        ),
        ("東京都", "大阪市", "北海道札幌市", "神奈川県", "さいたま市"),
        (
            "お問い合わせありがとうございます。見積書を送っていただけますか。",
            "資料の送付をお願いします。ソフトウェアの予算は十万円です。",
        ),
    ),
    "Chinese": Language(
        ("gb18030", "big5"),
        (
            *("王小明", "李明", "陳大文", "林志玲", "周杰伦", "小协"),
            *("张三", "刘洋", "黃美麗", "吴一"),
        ),
        ("北京", "上海市", "臺北市", "广州", "高雄"),
        (
            "我想了解一下你们的产品价格，请尽快和我联系。",
            "請寄給我報價單，謝謝您的幫忙。",
        ),
    ),
    "Korean": Language(
        ("cp949",),
        ("김철수", "이영희", "박지성", "최민호", "정다은", "한가인"),
        ("서울특별시", "부산", "대구광역시", "인천"),
        ("안녕하세요. 제품 견적을 요청합니다. 빠른 답변 부탁드립니다.",),
    ),
}

"""Forms of Brazil."""

from .country import Country, Place, around, cents, in_groups, times, whole
from .people import Numbers, Person
from .writing import without_accents

_MONTHS = (
    *("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho"),
    *("agosto", "setembro", "outubro", "novembro", "dezembro"),
)
_DAYS = (
    *("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"),
    *("sábado", "domingo"),
)


def _worded(day, months=_MONTHS):
    number = "1º" if day.day == 1 else day.day
    return f"{number} de {months[day.month - 1]} de {day.year}"


def _short(day):
    return _MONTHS[day.month - 1][:3]


BR = Country(
    code="BR",
    language="pt_BR",
    timezone="America/Sao_Paulo",
    currency="BRL",
    date_format="day_first",
    number_format="comma",
    names=("Brasil", "BR", "Brazil", "brasil", "BRASIL", "BRA", "Br"),
    people=(
        Person("João", "da Silva", "joao.silva"),
        Person("Conceição", "dos Santos Araújo", "conceicao"),
        Person("Luís", "Gonçalves e Souza", "luis.goncalves"),
        Person("Thaís", "Guimarães", "thais_g"),
        Person("Antônio", "Magalhães", "antonio"),
    ),
    name=("{given} {family}",),
    titles=("Sr. ", "Sra. ", "Dr. ", "Dra. ", "Srta. ", "Eng. "),
    suffixes=(" Jr.", " Júnior", " Neto", " Filho"),
    generations=(" Jr.", " Júnior", " Neto", " Filho"),
    companies=(
        *("Padaria Pão & Cia Ltda.", "São João Construções S/A", "Açaí do Zé - ME"),
        *("Irmãos Magalhães EIRELI", "Comércio de Peças 3 Corações"),
    ),
    hosts=("padaria", "sao-joao", "acai-do-ze"),
    streets=(
        *("Av. Paulista, 1578 - 4º andar", "Rua São João, nº 25", "Rod. BR-101, km 12"),
        "Praça da Sé, s/n",
    ),
    places=(
        Place(
            *("São Paulo", "01310-200", "SP"),
            (
                *("São Paulo", "SP", "Sao Paulo", "sp", "SÃO PAULO", "São Paulo - SP"),
                *("Sa\u0303o Paulo", "sao paulo", "São Paulo (SP)", "SP - São Paulo"),
            ),
        ),
        Place("Rio de Janeiro", "20040-002", "RJ", ("Rio de Janeiro", "RJ", "R.J.")),
        Place("Curitiba", "80010000", "PR", ("Paraná", "PR", "Parana", "PARANÁ")),
        Place("Belém", "66010-000", "PA", ("Pará", "PA", "Estado do Pará")),
        Place("Goiânia", "74003-010", "GO", ("Goiás", "GO", "Goias", "Goiás/GO")),
        Place("Brasília", "70040-010", "DF", ("Distrito Federal", "DF", "D.F.")),
        Place("Natal", "59010-000", "RN", ("Rio Grande do Norte", "RN", "rn")),
    ),
    numbers=(
        Numbers(
            "+55",
            (("11", "21", "31", "41", "61", "85"), ("91", "98", "99"), 3, 4),
            (
                *["({0}) {1}{2}-{3}"] * 3,
                *("{0} {1}{2}-{3}", "{0}{1}{2}{3}", "+55 {0} {1}{2}-{3}"),
                *("+55 ({0}) {1}{2}-{3}", "({0}){1}{2}-{3}", "(0{0}) {1}{2}-{3}"),
                *("{0}-{1}{2}-{3}", "+55{0}{1}{2}{3}", "55 {0} {1}{2}-{3}"),
                *("({0}) {1}{2} {3}", "0{0} {1}{2}-{3}", "({0}) {1}{2}.{3}"),
                *(
                    "Cel: ({0}) {1}{2}-{3}",
                    "WhatsApp ({0}) {1}{2}-{3}",
                    "Fone: ({0}) {1}{2}-{3}",
                ),
                *("({0}) {1}{2}-{3} (whatsapp)", "+55 (0{0}) {1}{2}-{3}"),
                "0055 {0} {1}{2}-{3}",
            ),
        ),
        Numbers(
            "+55",
            (("11", "21", "31", "41", "61"), ("3", "3"), 3, 4),
            (
                "({0}) {1}{2}-{3}",
                "{0} {1}{2}-{3}",
                "+55 {0} {1}{2}-{3}",
                "{0}{1}{2}{3}",
            ),
        ),
    ),
    extensions=(" ramal {}", " r. {}", " - Ramal: {}"),
    dates=(
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day.day}/{day.month}/{day.year}",
        lambda day: f"{day:%d/%m/%y}",
        lambda day: f"{day:%d-%m-%Y}",
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day:%Y-%m-%d}",
        _worded,
        lambda day: without_accents(_worded(day)),
        lambda day: _worded(day).title(),
        lambda day: f"{day:%d}/{_short(day)}/{day.year}",
        lambda day: f"{day.day} {_short(day)} {day.year}",
        lambda day: f"{day.day} de {_short(day)}. de {day.year}",
        lambda day: f"{_DAYS[day.weekday()]}, {_worded(day)}",
        lambda day: f"{_DAYS[day.weekday()].partition('-')[0].title()}, {day:%d/%m/%Y}",
        lambda day: f"dia {day:%d/%m/%Y}",
        lambda day: f"{day:%d/%m/%Y} 14:30",
        lambda day: f"{day:%d/%m/%Y} às 14h30",
        lambda day: f"{day:%d/%m/%Y} às 14h",
        lambda day: f"{day:%d/%m/%Y} 14h30min",
        lambda day: f"{day:%d/%m/%Y} - 14:30",
    ),
    no_dates=("o quanto antes", "31/05", "semana que vem", "32/05/2024", "maio"),
    amounts=("1", "5", "100", "1000", "2500", "0.01"),
    money=(
        (lambda amount: f"R$ {in_groups(amount, '.', ',')}", "BRL"),
        (lambda amount: f"R$ {in_groups(amount, '.', ',')}", "BRL"),
        (lambda amount: f"R$\u00a0{in_groups(amount, '.', ',')}", "BRL"),
        (lambda amount: f"R${in_groups(amount, '.', ',')}", "BRL"),
        (lambda amount: f"r$ {in_groups(amount, '.', ',')}", "BRL"),
        (lambda amount: around("R$ ", whole(amount, ".")), "BRL"),
        (lambda amount: around("R$", whole(amount, "")), "BRL"),
        (lambda amount: around("R$ ", whole(amount, "."), ",-"), "BRL"),
        (lambda amount: in_groups(amount, ".", ","), ""),
        (lambda amount: cents(amount, ","), ""),
        (lambda amount: whole(amount, ""), ""),
        (lambda amount: whole(amount, "."), ""),
        (lambda amount: around("", whole(amount, "."), " reais"), "BRL"),
        (lambda amount: f"{cents(amount, ',')} reais", "BRL"),
        (lambda amount: f"BRL {in_groups(amount, '.', ',')}", "BRL"),
        (lambda amount: around("", times(amount, 1_000, ","), " mil"), ""),
        (lambda amount: around("R$ ", times(amount, 1_000, ","), " mil"), "BRL"),
        (lambda amount: around("", times(amount, 1_000, ","), " mil reais"), "BRL"),
        (lambda amount: around("R$ ", times(amount, 1_000, ","), "k"), "BRL"),
        (lambda amount: around("R$ ", times(amount, 1_000_000, ","), " mi"), "BRL"),
        (
            lambda amount: around("R$ ", times(amount, 1_000_000, ","), " milhões"),
            "BRL",
        ),
        (lambda amount: f"US$ {in_groups(amount, '.', ',')}", "USD"),
        (lambda amount: f"{in_groups(amount, '.', ',')} €", "EUR"),
    ),
    no_amounts=("a combinar", "R$ 1.000 a R$ 5.000", "não sei", "?!"),
    nothing=("N/A", "-", "", "nenhum", "não informado", "não tenho", "nenhuma"),
    consents=("Sim", "sim", "on", "true", "1", "S", "SIM", "Sim, aceito"),
    refusals=("Não", "não", "off", "false", "0", "N", "nao", "Não, obrigado"),
    subjects=("Solicitação de orçamento", "Fale conosco", "Informação sobre preços"),
    messages=(
        "Olá,\ngostaria de um orçamento para 20 peças.\n\nObrigado!",
        "É possível pagar em 3x? A promoção é de 10% & frete < R$ 50",
        "Até amanhã 😀 – ação!",
    ),
    charsets=("utf-8", "utf-8", "iso-8859-1", "windows-1252"),
)

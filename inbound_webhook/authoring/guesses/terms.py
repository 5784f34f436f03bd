"""What senders call the things that a record has a field for.

English, German, French, Spanish, Dutch, Portuguese, Italian and Japanese, as forms and
the programs behind them write them. Accents, case and what stands between the words do
not matter: ``terms`` are compared without them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Concept:
    """One thing that senders send and that records have a field for.

    :param fields: names of the fields that hold it, the best one first
    :param types: types of parameters that can say it
    :param terms: what it is called
    :param weak_terms: what it is called where nothing around it says otherwise
    :param makes_records: whether a record that it names may be made
    """

    fields: tuple[str, ...]
    types: frozenset[str]
    terms: frozenset[str]
    weak_terms: frozenset[str] = frozenset()
    makes_records: bool = False


_TEXT = "text"
_TEXT_OR_NUMBER = "text integer phone"
_NAMES = "text list"


def _concept(fields, types, terms, weak="", *, makes_records=False):
    return Concept(
        tuple(fields.split()),
        frozenset(types.split()),
        frozenset(terms.split()),
        frozenset(weak.split()),
        makes_records,
    )


EMAIL, PHONE, MOBILE, WEBSITE = "email", "phone", "mobile", "website"
FULL_NAME, FIRST_NAME, LAST_NAME = "full_name", "first_name", "last_name"
COMPANY, SUBJECT, MESSAGE = "company", "subject", "message"
SOURCE, MEDIUM, CAMPAIGN = "source", "medium", "campaign"
#: What senders put beside the data of the customer: they do not know what it is.
TRACKING = frozenset({SOURCE, MEDIUM, CAMPAIGN})

CONCEPTS = {
    EMAIL: _concept(
        "email_from email",
        "email text",
        "email emailaddress mail mailaddress emailadresse mailadresse adresseemail "
        "adressemail courriel adresseelectronique correo correoelectronico "
        "direccioncorreo direccioncorreoelectronico emailadres mailadres "
        "enderecoemail correioeletronico indirizzoemail postaelettronica "
        "メール メールアドレス メルアド eメール eメールアドレス 電子メール "
        "ご連絡先メールアドレス emails emailaddresses",
    ),
    PHONE: _concept(
        "phone phone_number mobile",
        _TEXT_OR_NUMBER,
        "phone phonenumber phoneno telephone telephonenumber tel telno telefon "
        "telefonnummer telefonnr rufnummer telephonenumero numerotelephone "
        "numerodetelephone numtel telefono numerotelefono numerodetelefono telefoon "
        "telefoonnummer telefoonnr telefone numerotelefone numerodetelefone "
        "phonefull phonenumberfull callbacknumber fone tlf telf telfn phonee164 "
        "contactno callerid callernumber callingnumber daytimephone eveningphone "
        "telnumber telefon1 телефон 电话 电话号码 联系电话 전화 전화번호 연락처 "
        "電話 電話番号 お電話番号 tel番号 "
        "ご連絡先電話番号 連絡先電話番号 phones phonenumbers telephonenumbers "
        "rawdigits",
        "number",
    ),
    MOBILE: _concept(
        "mobile phone",
        _TEXT_OR_NUMBER,
        "mobile mobilephone mobilenumber mobilephonenumber mobileno cell cellphone "
        "cellphonenumber handy handynummer mobil mobilnummer mobiltelefon mobilfunk "
        "portable telephoneportable telephonemobile movil telefonomovil celular "
        "telefonocelular mobiel mobielnummer gsm gsmnummer telemovel cellulare "
        "whatsapp whatsappnumber waid msisdn mob mobnumber "
        "telefonocellulare handyno 手机 手机号 手机号码 휴대폰 휴대폰번호 핸드폰 "
        "携帯 携帯電話 携帯番号 携帯電話番号",
    ),
    FULL_NAME: _concept(
        "contact_name",
        _TEXT,
        "fullname namefull vorundnachname vollstandigername "
        "nachnamevorname vornamenachname firstandlastname firstnamelastname "
        "firstlastname nomcomplet nometprenom prenometnom nomprenom prenomnom "
        "nombrecompleto nombreyapellido nombreyapellidos nombreapellidos "
        "volledigenaam vooenachternaam voorenachternaam nomecompleto nomecognome "
        "nomeecognome nomeesobrenome ansprechpartner interlocuteur contactpersoon "
        "personadecontacto personacontacto contactperson お名前 氏名 ご氏名 御名前 "
        "お名前フルネーム ご担当者名 担当者名 fromname sendername callername",
        "name nom nombre naam nome displayname contact 名前",
    ),
    FIRST_NAME: _concept(
        "first_name firstname",
        _TEXT,
        "firstname fname givenname forename namefirst vorname prenom "
        "primernombre voornaam primeironome nomeproprio namegiven 名 お名前名",
        "first given vor",
    ),
    LAST_NAME: _concept(
        "last_name lastname",
        _TEXT,
        "lastname lname familyname surname namelast nachname familienname zuname "
        "nomdefamille nomfamille apellido apellidos primerapellido achternaam "
        "familienaam sobrenome apelido cognome namefamily 姓 名字 苗字 お名前姓",
        "last family",
    ),
    COMPANY: _concept(
        "partner_name company_name",
        _TEXT,
        "company companyname nameofcompany namecompany organization organisation "
        "organizationname organisationname businessname employer firma firmenname "
        "unternehmen unternehmensname societe nomsociete nomdelasociete entreprise "
        "nomentreprise nomdelentreprise raisonsociale empresa nombreempresa "
        "nombredelaempresa razonsocial bedrijf bedrijfsnaam naambedrijf organisatie "
        "nomeempresa nomedaempresa azienda nomeazienda ragionesociale 会社 会社名 "
        "御社名 "
        "貴社名 企業名 法人名 団体名 勤務先 会社名団体名",
        "business account org",
    ),
    "street": _concept(
        "street",
        _TEXT,
        "street streetaddress address1 addressline1 addrline1 street1 streetline1 "
        "line1 strasse strassehausnummer strasseundhausnummer strassenr anschrift rue "
        "adressepostale adresse1 calle direccion1 straat straatnaam straatennummer "
        "rua via indirizzo mailingaddress postaladdress addressstreet stras "
        "番地 町名番地 丁目番地",
        "address adresse direccion adres endereco addr 住所 ご住所",
    ),
    "street2": _concept(
        "street2",
        _TEXT,
        "street2 address2 addressline2 addrline2 streetline2 streetaddress2 line2 "
        "adresszusatz adresse2 complementadresse direccion2 addresscontinued "
        "adresstoevoeging complemento 建物名 マンション名 建物名部屋番号",
    ),
    "zip": _concept(
        "zip zip_code",
        "text integer",
        "zip zipcode postcode postalcode postal postzip zippostal zippostalcode "
        "plz postleitzahl codepostal cp codigopostal codigopostale cep cap "
        "postcodezip addresszip pstlz 郵便番号",
    ),
    "city": _concept(
        "city",
        _TEXT,
        "city town citytown locality stadt wohnort ville ciudad poblacion localidad "
        "stad woonplaats plaats gemeente cidade citta comune addresscity ort01 "
        "市区町村 市町村",
        "ort",
    ),
    "state": _concept(
        "state_id",
        _TEXT,
        "stateprovince stateorprovince statename province provincename provincecode "
        "statecode bundesland kanton departement provincia provincie distrito "
        "addressstate administrativearea regio 都道府県",
        "state region estado county",
    ),
    "country": _concept(
        "country_id",
        _TEXT,
        "country countrycode countryname countryregion land pays pais paese landcode "
        "addresscountry land1 nation nazione natie staat 国 国名 お国",
    ),
    WEBSITE: _concept(
        "website website_url",
        "text url",
        "website websiteurl companywebsite companyurl homepage web webseite "
        "webadresse siteweb siteinternet sitioweb paginaweb webpagina sito sitoweb "
        "companydomain ホームページ ウェブサイト サイトurl hp 貴社url",
        "url site domain",
    ),
    "job_title": _concept(
        "function job_title",
        _TEXT,
        "jobtitle jobposition jobrole function funktion berufsbezeichnung stelle "
        "beruf fonction poste intituledeposte cargo puesto puestodetrabajo funcao "
        "functie functietitel ruolo mansione occupation 役職 役職名 職種 ご職業 職業",
        "position role job",
    ),
    MESSAGE: _concept(
        "description comment",
        _TEXT,
        "message comment comments description messagetext yourmessage inquiry enquiry "
        "nachricht mitteilung bemerkung bemerkungen anmerkung anmerkungen kommentar "
        "kommentare anfrage ihreanfrage beschreibung commentaire commentaires "
        "remarque remarques mensaje comentario comentarios descripcion bericht "
        "opmerking opmerkingen beschrijving mensagem observacao observacoes descricao "
        "messaggio commento commenti descrizione howcanwehelp howcanwehelpyou "
        "お問い合わせ内容 お問合せ内容 お問い合わせ お問合せ ご質問 ご相談内容 "
        "ご要望 内容 備考 "
        "メッセージ コメント 本文 詳細 "
        "bodyplain plainbody textbody bodytext plaintext smsbody messagebody mailbody "
        "emailbody",
        "notes note question questions details text body notiz notizen",
    ),
    SUBJECT: _concept(
        "name subject",
        _TEXT,
        "subject betreff sujet objet asunto assunto onderwerp oggetto dealname "
        "opportunityname leadname subjectline 件名 題名 お問い合わせ件名",
        "title titel titre titulo titolo topic thema",
    ),
    SOURCE: _concept(
        "source_id",
        _TEXT,
        "utmsource leadsource trafficsource",
        "source quelle origen bron",
        makes_records=True,
    ),
    MEDIUM: _concept("medium_id", _TEXT, "utmmedium", "medium", makes_records=True),
    CAMPAIGN: _concept(
        "campaign_id",
        _TEXT,
        "utmcampaign campaignname kampagne campagne",
        "campaign",
        makes_records=True,
    ),
    "amount": _concept(
        "expected_revenue",
        "text integer decimal money",
        "budget dealvalue dealamount expectedrevenue estimatedvalue leadvalue "
        "estimatedbudget yourbudget presupuesto orcamento 予算 ご予算 予算額 金額 "
        "見積金額",
        "amount revenue betrag umsatz montant importe bedrag valor importo",
    ),
    "tags": _concept(
        "tag_ids category_id",
        _NAMES,
        "tags tag schlagworte schlagworter etiquettes etiquetas labels",
        makes_records=True,
    ),
    "language": _concept(
        "lang_id lang",
        _TEXT,
        "language lang locale sprache langue idioma taal lingua languagecode spras",
    ),
    "picture": _concept(
        "image_1920 image",
        "file",
        "photo image picture avatar portrait headshot photograph profilephoto "
        "profilepicture profileimage profilepic foto bild profilbild passfoto passbild "
        "photodeprofil photoprofil photoidentite imagen fotoperfil fotodeperfil "
        "afbeelding pasfoto profielfoto immagine imagem fotografia logo companylogo",
    ),
    "vat": _concept(
        "vat",
        "text vat",
        "vat vatnumber vatid vatno taxid ustid ustidnr umsatzsteuerid numerotva "
        "numtva nif cif btwnummer btw partitaiva cnpj gst gstno gstin stceg",
    ),
}

#: What says nothing of its own: whose something is, that it is asked for, and where
#: senders put what they collect.
NEUTRAL = frozenset(
    """
    your my the our a an of de la le du des der die das dein deine ihr ihre ihren van
    het een votre vos su tu seu sua vostro il o e
    what is s please enter type provide wie lautet ist was quel quelle est cual es wat
    qual jouw uw bitte
    customer contact client user lead person people personal individual buyer visitor
    subscriber respondent invitee registrant applicant prospect guest attendee payer
    contacts leads customers clients persons attendees participants subscribers
    kunde kontakt cliente klant persoon requester ticket tickets
    antragsteller kontaktdaten kontaktperson interessent demandeur coordonnees contacto
    contato solicitante interesado interessado dados datos daten donnees antworten
    reponses respuestas respostas risposte felder feld champs champ campos campo campi
    formular formulaire formulario anfrage お客様 ご連絡先 連絡先
    billing work business office private home primary main default best preferred
    professional corporate geschaftlich privat
    field fields form_field input control data payload body merges merge attributes
    properties property details detail info information answers answer response
    responses form_response submission submissions querystring values value
    user_column_data field_data custom customfields raw rawrequest raw_request
    request object record result results entry hidden event
    resource profile params parameters query variables item_values text
    """.split()
)

#: What belongs to others: whoever works on it, and what it is about.
OTHERS = frozenset(
    """
    owner organizer organiser assigned assignee assigned_to agent author creator
    created_by updated_by sender host manager salesperson seller vendor merchant store
    shop event_memberships staff admin bot recipient
    form definition page widget survey product products item items line lines variant
    order_lines plan price event_type location ad adset ads campaign workflow pipeline
    stage team list lists template repository project app application meta metadata
    settings context links referrer browser client_info device os theme parent
    file files attachment attachments image images avatar discount tax taxes
    shipping_lines refunds choices
    """.split()
)

#: Where a mail or a call goes to: to whoever reads it here.
RECEIVERS = frozenset(
    "to cc bcc tofull ccfull bccfull toemail tonumber toaddress toaddresses called "
    "callednumber calledparty callee recipient recipients originalrecipient "
    "deliveredto destination destinationnumber".split()
)

#: Who writes or calls, where the value is an address or a number.
SENDERS = frozenset(
    "from sender fromemail fromaddress fromnumber sendernumber caller callerid "
    "callernumber calleridnumber callernum msisdn ani".split()
)

#: What people are among the users of a program, and not at work.
ROLES = frozenset(
    "customer customers client user users end enduser lead contact visitor guest "
    "member subscriber author contributor editor viewer admin administrator "
    "agent".split()
)

#: Two words of these mean something else.
MISLEADING = frozenset(
    "username userid propertyname attributename fieldname columnname parametername "
    "inputname objectname resourcename".split()
)

#: Fields that a value is never put into because of its name: they decide where and how
#: a record is kept.
NEVER = frozenset(
    "active color company_id id sequence type user_ids partner_share is_company "
    "password login barcode lang_code access_token".split()
)

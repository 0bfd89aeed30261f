//! The supervisory authorities of the European Economic Area, by country: named in every letter with an outcome, so that who
//! asked knows where to complain (GDPR Art. 13(2)(d), 77; C108). A lead authority of a federal state stands for all of it.

/// When the table was last compared with the authorities' own sites.
pub const AS_OF: &str = "2026-11";

/// A supervisory authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// What it is called for short; empty where it is not.
    pub short: &'static str,
    /// Its name, in its own language.
    pub name: &'static str,
    /// Its site.
    pub site: &'static str,
}

impl Authority {
    /// Its name, as a letter gives it.
    #[must_use]
    pub fn full_name(&self) -> String {
        if self.short.is_empty() { self.name.to_owned() } else { format!("{} ({})", self.name, self.short) }
    }
}

/// The country of the authority that is named where a tenant has said nothing: the operator's (C108).
pub const DEFAULT: &str = "SE";

const SWEDEN: Authority = one("SE", "IMY", "Integritetsskyddsmyndigheten", "https://www.imy.se");

const fn one(
    country: &'static str,
    short: &'static str,
    name: &'static str,
    site: &'static str,
) -> Authority {
    Authority { country, short, name, site }
}

/// Every authority, by country.
pub const ALL: &[Authority] = &[
    one("AT", "DSB", "Datenschutzbehörde", "https://www.dsb.gv.at"),
    one(
        "BE",
        "APD-GBA",
        "Autorité de protection des données / Gegevensbeschermingsautoriteit",
        "https://www.dataprotectionauthority.be",
    ),
    one("BG", "CPDP", "Commission for Personal Data Protection", "https://www.cpdp.bg"),
    one(
        "CY",
        "",
        "Office of the Commissioner for Personal Data Protection",
        "https://www.dataprotection.gov.cy",
    ),
    one("CZ", "ÚOOÚ", "Úřad pro ochranu osobních údajů", "https://www.uoou.gov.cz"),
    one(
        "DE",
        "BfDI",
        "Die Bundesbeauftragte für den Datenschutz und die Informationsfreiheit",
        "https://www.bfdi.bund.de",
    ),
    one("DK", "", "Datatilsynet", "https://www.datatilsynet.dk"),
    one("EE", "AKI", "Andmekaitse Inspektsioon", "https://www.aki.ee"),
    one("ES", "AEPD", "Agencia Española de Protección de Datos", "https://www.aepd.es"),
    one("FI", "", "Tietosuojavaltuutetun toimisto", "https://tietosuoja.fi"),
    one("FR", "CNIL", "Commission nationale de l’informatique et des libertés", "https://www.cnil.fr"),
    one("GR", "HDPA", "Hellenic Data Protection Authority", "https://www.dpa.gr"),
    one("HR", "AZOP", "Agencija za zaštitu osobnih podataka", "https://azop.hr"),
    one("HU", "NAIH", "Nemzeti Adatvédelmi és Információszabadság Hatóság", "https://www.naih.hu"),
    one("IE", "DPC", "Data Protection Commission", "https://www.dataprotection.ie"),
    one("IS", "", "Persónuvernd", "https://www.personuvernd.is"),
    one("IT", "GPDP", "Garante per la protezione dei dati personali", "https://www.garanteprivacy.it"),
    one("LI", "DSS", "Datenschutzstelle Fürstentum Liechtenstein", "https://www.datenschutzstelle.li"),
    one("LT", "VDAI", "Valstybinė duomenų apsaugos inspekcija", "https://vdai.lrv.lt"),
    one("LU", "CNPD", "Commission nationale pour la protection des données", "https://cnpd.public.lu"),
    one("LV", "DVI", "Datu valsts inspekcija", "https://www.dvi.gov.lv"),
    one("MT", "IDPC", "Office of the Information and Data Protection Commissioner", "https://idpc.org.mt"),
    one("NL", "AP", "Autoriteit Persoonsgegevens", "https://www.autoriteitpersoonsgegevens.nl"),
    one("NO", "", "Datatilsynet", "https://www.datatilsynet.no"),
    one("PL", "UODO", "Urząd Ochrony Danych Osobowych", "https://uodo.gov.pl"),
    one("PT", "CNPD", "Comissão Nacional de Proteção de Dados", "https://www.cnpd.pt"),
    one(
        "RO",
        "ANSPDCP",
        "Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal",
        "https://www.dataprotection.ro",
    ),
    SWEDEN,
    one("SI", "", "Informacijski pooblaščenec", "https://www.ip-rs.si"),
    one("SK", "", "Úrad na ochranu osobných údajov Slovenskej republiky", "https://dataprotection.gov.sk"),
];

/// The authority of a country; the operator's where there is none.
#[must_use]
pub fn of(country: &str) -> &'static Authority {
    ALL.iter().find(|one| one.country == country).unwrap_or(&SWEDEN)
}

/** Countries of the sample shop: how often, who lives there, where. Names are common ones; streets and numbers are made up. */
export interface Place {
  country: string;
  share: number;
  locale: string;
  /** Each as written and as it would stand in an e-mail address. */
  firstNames: readonly (readonly [string, string])[];
  lastNames: readonly (readonly [string, string])[];
  /** City, province code ("" where Shopify has none), postal code. */
  cities: readonly (readonly [string, string, string])[];
  streets: readonly string[];
  /** From the ranges that regulators keep free for fiction; null where there is none. */
  phone: ((n: number) => string) | null;
}

const same = (...names: string[]): [string, string][] => names.map((name) => [name, plain(name)]);

/** ASCII letters only, accents dropped. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/[^\x20-\x7e]/g, "")
    .replaceAll(/[^a-zA-Z]/g, "")
    .toLowerCase();
}

const three = (n: number): string => String(n % 1000).padStart(3, "0");
const US_AREAS = [212, 303, 312, 404, 415, 503, 512, 617, 702, 713, 808, 919];

export const places: readonly Place[] = [
  {
    country: "US",
    share: 44,
    locale: "en",
    firstNames: same(
      ..."Olivia Liam Emma Noah Ava Mason Sophia Lucas Mia Ethan Grace Logan Ruby Owen Hazel Wyatt Zoe Caleb".split(
        " ",
      ),
    ),
    lastNames: same(
      "Smith",
      "Johnson",
      "O'Neil",
      "Garcia",
      "Miller",
      "Davis",
      "McDonald",
      "Lopez",
      "Nguyen",
      "St. James",
    ),
    cities: [
      ["New York", "NY", "10001"],
      ["Austin", "TX", "78701"],
      ["Portland", "OR", "97201"],
      ["Boston", "MA", "02108"],
      ["Honolulu", "HI", "96801"],
    ],
    streets: ["Maple Ave", "Oak Street", "5th Avenue", "Sunset Blvd", "County Road 12"],
    phone: (n) =>
      `+1${US_AREAS[n % US_AREAS.length]}55501${String(Math.floor(n / US_AREAS.length) % 100).padStart(2, "0")}`,
  },
  {
    country: "GB",
    share: 9,
    locale: "en",
    firstNames: same("Amelia", "George", "Isla", "Harry", "Poppy", "Siân", "Alfie", "Niamh"),
    lastNames: same("Taylor", "Evans", "Smyth-Jones", "O'Connor", "Hughes", "Fitzgerald"),
    cities: [
      ["London", "", "SW1A 1AA"],
      ["Leeds", "", "LS1 4AP"],
      ["Edinburgh", "", "EH1 1YZ"],
    ],
    streets: ["High Street", "Station Road", "Church Lane", "The Old Rectory, Mill Lane"],
    phone: (n) => `+44207946${String(n % 1000).padStart(4, "0")}`,
  },
  {
    country: "CA",
    share: 7,
    locale: "en",
    firstNames: same("Chloé", "Étienne", "Jacob", "Maude", "William", "Zoé"),
    lastNames: same("Tremblay", "Roy", "Gagnon", "MacLeod", "Côté"),
    cities: [
      ["Montréal", "QC", "H2Y 1C6"],
      ["Toronto", "ON", "M5H 2N2"],
      ["Vancouver", "BC", "V6B 1A1"],
    ],
    streets: ["rue Sainte-Catherine O", "King Street W", "Granville St"],
    phone: (n) => `+1416${"5550"}${three(100 + (n % 100))}`,
  },
  {
    country: "DE",
    share: 7,
    locale: "de",
    firstNames: [...same("Anna", "Lukas", "Käthe", "Marie-Luise"), ["Jürgen", "juergen"], ["Björn", "bjoern"]],
    lastNames: [...same("Schmidt", "von der Heide"), ["Müller", "mueller"], ["Groß", "gross"], ["Schäfer", "schaefer"]],
    cities: [
      ["Berlin", "", "10115"],
      ["München", "", "80331"],
      ["Köln", "", "50667"],
    ],
    streets: ["Hauptstraße", "Goethestr.", "Am Alten Markt"],
    phone: (n) => `+493023125${three(n)}`,
  },
  {
    country: "FR",
    share: 5,
    locale: "fr",
    firstNames: same("Zoë", "Léa", "Hugo", "Jean-François", "Anaïs"),
    lastNames: same("Martin", "Lefèvre", "D'Angelo", "Dubois"),
    cities: [
      ["Paris", "", "75002"],
      ["Lyon", "", "69001"],
    ],
    streets: ["rue de l'Église", "avenue Foch", "bd Saint-Germain"],
    phone: (n) => `+331990000${String(n % 100).padStart(2, "0")}`,
  },
  {
    country: "SE",
    share: 3,
    locale: "sv",
    firstNames: same("Åsa", "Linnéa", "Göran", "Elin"),
    lastNames: same("Öberg", "Lindqvist", "Sjöström"),
    cities: [["Stockholm", "", "111 20"]],
    streets: ["Drottninggatan", "Östra Långgatan"],
    phone: (n) => `+468465004${String(n % 100).padStart(2, "0")}`,
  },
  {
    country: "AU",
    share: 4,
    locale: "en",
    firstNames: same("Matilda", "Jack", "Charlotte", "Bluey"),
    lastNames: same("Wilson", "Nguyen", "Kelly", "Brown"),
    cities: [
      ["Sydney", "NSW", "2000"],
      ["Melbourne", "VIC", "3000"],
    ],
    streets: ["George St", "Collins Street"],
    phone: (n) => `+6125550${String(n % 10_000).padStart(4, "0")}`,
  },
  {
    country: "BR",
    share: 3,
    locale: "pt-BR",
    firstNames: same("João", "Conceição", "Thaís"),
    lastNames: same("da Silva", "Gonçalves", "Araújo"),
    cities: [["São Paulo", "SP", "01310-100"]],
    streets: ["Avenida Paulista", "Rua Augusta"],
    phone: null,
  },
  {
    country: "JP",
    share: 4,
    locale: "ja",
    firstNames: [
      ["さくら", "sakura"],
      ["蓮", "ren"],
      ["陽菜", "hina"],
      ["健太", "kenta"],
    ],
    lastNames: [
      ["田中", "tanaka"],
      ["佐藤", "sato"],
      ["鈴木", "suzuki"],
    ],
    cities: [["渋谷区", "", "150-0002"]],
    streets: ["渋谷2丁目", "神宮前1丁目"],
    phone: null,
  },
  {
    country: "KR",
    share: 2,
    locale: "ko",
    firstNames: [
      ["민준", "minjun"],
      ["서연", "seoyeon"],
    ],
    lastNames: [
      ["김", "kim"],
      ["이", "lee"],
    ],
    cities: [["서울", "", "04524"]],
    streets: ["세종대로"],
    phone: null,
  },
  {
    country: "CN",
    share: 2,
    locale: "zh-CN",
    firstNames: [
      ["伟", "wei"],
      ["秀英", "xiuying"],
    ],
    lastNames: [
      ["王", "wang"],
      ["李", "li"],
    ],
    cities: [["上海市", "", "200000"]],
    streets: ["南京东路"],
    phone: null,
  },
  {
    country: "IL",
    share: 3,
    locale: "he",
    firstNames: [
      ["נועה", "noa"],
      ["יוסף", "yosef"],
      ["תמר", "tamar"],
    ],
    lastNames: [
      ["כהן", "cohen"],
      ["לוי", "levi"],
    ],
    cities: [["תל אביב", "", "6688101"]],
    streets: ["רחוב דיזנגוף"],
    phone: null,
  },
  {
    country: "AE",
    share: 3,
    locale: "ar",
    firstNames: [
      ["فاطمة", "fatima"],
      ["محمد", "mohammed"],
    ],
    lastNames: [
      ["العلي", "alali"],
      ["حسن", "hassan"],
    ],
    cities: [["دبي", "", "00000"]],
    streets: ["شارع الشيخ زايد"],
    phone: null,
  },
  {
    country: "UA",
    share: 2,
    locale: "uk",
    firstNames: [
      ["Олена", "olena"],
      ["Тарас", "taras"],
    ],
    lastNames: [
      ["Шевченко", "shevchenko"],
      ["Коваленко", "kovalenko"],
    ],
    cities: [["Київ", "", "01001"]],
    streets: ["вул. Хрещатик"],
    phone: null,
  },
  {
    country: "GR",
    share: 2,
    locale: "el",
    firstNames: [
      ["Ελένη", "eleni"],
      ["Νίκος", "nikos"],
    ],
    lastNames: [["Παπαδόπουλος", "papadopoulos"]],
    cities: [["Αθήνα", "", "105 57"]],
    streets: ["Ερμού"],
    phone: null,
  },
];

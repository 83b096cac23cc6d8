"""Names of workflows in many scripts, and which of these pages cannot show."""

NAMES = ("東京ニュース", "大阪", "مبيعات", "שלום עולם", "हिन्दी ब्लॉग",
         "จดหมายข่าว", "뉴스레터", "🚀 Launch 👩‍💻", "Größe Őrség Łódź",
         "Αθήνα", "Жук Київ", "Cafe\u0301 Pin\u0303ata", "ﬁnal oﬀer")
SCRIPTS = ("Chinese characters", "Japanese", "Arabic", "Hebrew", "Devanagari",
           "Thai", "Korean", "emoji and symbols")

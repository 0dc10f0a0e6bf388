"""Words that show how a text is written: who tells, who is told, who speaks to whom and of what.

None tells alone; ``manner.py`` takes their shares. Ordinary spelling, folded when read. The
tables of other languages than Arabic hold English, French, German, Persian, Turkish and Spanish
words side by side: a word of one is hardly ever one of another table in another language.
"""

from __future__ import annotations

ARABIC = {
    "tells": """
قال قالت أعلن أعلنت أكد أكدت أضاف أضافت ذكر ذكرت أوضح أوضحت أفاد أفادت أشار أشارت صرح كشف كشفت
اعتبر اعتبرت نقل نقلت نقلا دعا دعت حذر حذرت وصف تابع بين بحسب وفق وفقا حسب مصدر مصادر بيان تصريح
تصريحات تقرير دراسة يقول تقول يؤكد يرى نفى نفت طالب طالبت ينصح يوصي نشر نشرت المتحدث الناطق مراسل
مراسلنا وكالة رويترز صحيفة
""",
    "that": "أن أنه أنها بأن بأنه أنهم",
    "happens": """
شهد شهدت تشهد يشهد وقع وقعت قتل قتلت أصيب أصيبت لقي توفي توفيت فاز فازت خسر خسرت تعادل انتهى انتهت
وصل وصلت بدأ بدأت يبدأ تبدأ افتتح افتتحت يفتتح أطلق أطلقت تعرض يعرض صدر صدرت حكم حكمت ضبط ضبطت
اعتقل اعتقلت سجل سجلت بلغ بلغت ارتفع ارتفعت تراجع تراجعت هبط هبطت انخفض انخفضت تنخفض أغلق أغلقت
قرر قررت يستضيف اكتشف عثر انهار سحب سحبت نعى نعت طرح طرحت تأهل تأهلت أعرب أعربت رفض رفضت استقبل
التقى يلتقي شارك شاركت تنظم ينظم نظم نظمت
""",
    "when": """
أمس اليوم غدا الليلة مساء صباح فجر الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الماضي
الماضية المقبل المقبلة الحالي الحالية الجاري يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر
أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين أسبوع شهر عام سنوات
دقيقة موسم
""",
    "much": """
مليون مليار ملايين ألف آلاف دولار دولارا يورو المئة المائة بالمئة نسبة بنسبة نقطة نقاط شخص شخصا
قتيل قتلى جريح جرحى
""",
    "offices": """
رئيس وزير وزارة حكومة شرطة مجلس بلدية محكمة نيابة شركة هيئة جامعة نادي فريق منتخب حزب جيش برلمان
اتحاد رابطة نقابة مؤسسة جمعية بنك مصرف مطار مستشفى مدير لجنة إدارة متحدث سلطات قوات أمين سفير نائب
مهرجان مدرب لاعب دوري مباراة كأس خبراء باحثون سكان مدينة عاصمة بلاد دولة دول أمن متحدة مملكة ملك
أمير
""",
    "mine": """
أنا نحن احنا إحنا حنا عندي عندنا لي لنا معي معنا كنا لست لدي قلت رحت شفت صرت أحب أحس أشعر أعرف أدري
بدي أبي أبغى أريد عايز عايزة نفسي بيتي أمي أبوي أخي أختي صديقي حبيبتي قلبي عمري حياتي ابني بنتي زوجي
""",
    "yours": """
أنت انت انتي أنتم انتو عندك عندكم لك لكم معك معكم إليك إليكم عليك عليكم بك بكم منك منكم يمكنك يمكنكم
ستجد تجد تجدون لديك لديكم تريد تحتاج ترغب حسابك هاتفك بيتك نفسك جسمك قلبك طفلك يومك وقتك رقمك اسمك
""",
    "calls": """
يا أيها أيتها عزيزي عزيزتي حبيبي حبيبتي أخي أختي سيدي رب ربي ربنا اللهم إلهي آمين سبحان لعل ليت هيا
""",
    "asks": """
هل كيف لماذا ليش ليه شو وش ايش إيش شنو مين فين وين متى امتى شحال واش كم ما ماذا أين أي
""",
    "dialect": """
اللي بس مش مو موب مب هيك كده كدا الحين هلق هلا هلأ دلوقتي لسا لسه عشان علشان بدي بدك راح رح عم كتير
وايد واجد مرة أوي قوي شوي شوية زي متل مثل هاي هاد هالشي هذي ديال كاين دار برضه كمان عنا عندو معاه
لين يعني خلاص طيب والله تمام ههه هههه ههههه إي ايوه أيوه لا نعم حد حدا أحد مفيش فيه مافي ماكو شي
حاجة اشي إشي هاذا دا دي ده بتاع حق تبي تبين نبي يبي
""",
    "faith": """
الله الرب رسول النبي الصلاة صلى وسلم رضي عنه قل سورة آية رواه حديث رحمه تعالى عز وجل غفر استغفر
الجنة عباد سبحانه
""",
    "olden": """
كان كانت ذات يوم ثم فلما لما حتى إذا حين فقال فقالت له لها فأجاب يحكى زعموا سنة ولد مات نشأ
""",
    "binds": """
لأن لكن لكنه بل قد لقد سوف لم لن ليس ليست إن أو كما حيث بعد قبل منذ خلال ضد عبر نحو حول
""",
}

OTHER = {
    "mine": """
i i'm i've i'd i'll my me mine myself we our us we're we've je j'ai mon ma mes moi nous notre nos
ich mein meine meiner meinem meinen mir mich wir uns unser unsere من مرا مان ما خودم ben benim bana
beni biz bizim bize yo mi mis mí nosotros nuestro nuestra
""",
    "yours": """
you your you're you'll you've yours yourself thy thou thee ye vous votre vos tu te toi ton tes du
dich dir dein deine deinen ihr euch euer ihnen ihre شما تو تان خودتان sen sana seni senin siz size
sizi sizin tú ti usted ustedes tus su os vosotros
""",
    "calls": """
lord o oh amen praise please thanks thank hi hello dear seigneur merci bonjour salut cher chère s'il
herr danke hallo liebe lieber bitte gott خدایا سلام مرسی لطفا آمین یا merhaba teşekkürler sağ lütfen
allahım canım âmin señor gracias hola querido querida favor
""",
    "asks": """
what why how who where which anyone does do is quoi pourquoi comment qui où que was warum wie wer wo
چرا چطور چی کجا کسی کی آیا ne neden nasıl kim nerede mi mı qué por cómo quién dónde
""",
    "past": """
said says told added announced reported according spokesman spokeswoman police officials government
minister president was were has had been after before during déclaré selon annoncé indiqué
gouvernement ministre été avait ont sagte laut mitteilte teilte polizei regierung wurde wurden hat
haben گفت گزارش اعلام کرد خبرگزاری رئیس وزیر دولت شد dedi söyledi açıkladı bildirdi göre polis
hükümet bakan başkan oldu edildi dijo según anunció informó policía gobierno ministro fue ha han
""",
    "tells": """
said says told added announced reported according spokesman spokeswoman officials statement warned
claimed researchers experts study report déclaré selon annoncé indiqué affirmé précisé sagte sagt
laut mitteilte teilte erklärte گفت افزود گزارش اعلام خبرگزاری dedi söyledi açıkladı bildirdi göre
belirtti dijo según anunció informó aseguró
""",
    "when": """
monday tuesday wednesday thursday friday saturday sunday yesterday today tonight january february
march april may june july august september october november december week month year years lundi
mardi mercredi jeudi vendredi samedi dimanche hier montag dienstag mittwoch donnerstag freitag
samstag sonntag gestern heute januar februar märz juni juli oktober dezember شنبه یکشنبه دوشنبه
چهارشنبه پنجشنبه جمعه امروز دیروز فردا pazartesi salı çarşamba perşembe cuma cumartesi pazar dün
bugün yarın lunes martes miércoles jueves viernes sábado domingo ayer hoy mañana enero febrero marzo
abril mayo junio julio agosto septiembre octubre noviembre diciembre
""",
    "much": """
million billion percent euros euro dollars pounds millions milliards prozent millionen milliarden
میلیون میلیارد درصد milyon milyar yüzde lira millones ciento
""",
    "happens": """
died dies killed dead injured hurt won wins win lost loses beat scored opened opens closed closes
fell falls rose rises crashed arrested jailed charged cleared found missing rescued launched
launches voted elected resigned appointed banned cancelled suspended withdrawn recalled stolen
published discovered broke hit struck begins began ended ends returns expected apologise morts mort
morte blessé blessés tué tués condamné arrêté fermé fermée attribué interrompue tot starb gestorben
verletzt getötet gewann verlor verurteilt festgenommen gesperrt eröffnet ruft zeigt کشته زخمی درگذشت
بازداشت کشف برگزار آغاز یافت öldü öldürüldü yaralandı kaybetti kazandı tutuklandı gözaltına başladı
açıldı bekleniyor murió murieron muere herida herido heridos ganó perdió detenido cerró abrió cayó
subió
""",
    "offices": """
council government minister ministers president mayor parliament court judge jury police company
firm bank union charity school schools university hospital hospitals team club manager coach captain
striker referee league cup season match game election vote party campaign officials authorities
agency department residents passengers drivers customers researchers scientists experts editor
correspondent reporter singer actor film album festival museum prize city town county north south
east west airport road bridge conseil gouvernement ministre président maire parlement tribunal
entreprise hôpital équipe saison élection habitants autoroute musée prix gemeinde regierung minister
polizei gericht unternehmen verein mannschaft saison wahl bürgermeister museum autobahn anwohner
verbraucherzentrale دولت وزیر رئیس مجلس دادگاه پلیس شرکت بانک تیم مسابقه انتخابات شهردار استان
سازمان جاده hükümet bakan başkan meclis mahkeme polis şirket banka takım maç seçim belediye ilçe
hastane gobierno ministro alcalde parlamento tribunal empresa banco equipo partido elecciones
vecinos carretera museo jurado
""",
    "orders": """
add stir mix pour boil press hold turn click open close choose pick try make put take keep use let
call ring book order buy get join send write read answer explain complete check ask tell remember
forget enjoy don't wash remove insert ajoutez mélangez laissez versez appuyez choisissez répondez
essayez offrez-vous vérifiez dites drehen nehmen setzen drücken bestellen schreib komm berechne
کنید بدهید بزنید بگذارید بنویسید بگیرید بفرستید edin ekleyin karıştırın arayın basılı tutun izleyin
götür lee escribe escríbeme pulse llene repita subraya pásate deja
""",
    "small": """
the of and to in a is that for it with as on be at by this but not or an le la les de des et à un
une en du est pour dans il elle der die das und den von zu mit sich auf für ist im و در به از که را
با این آن است ve bir bu da için ile el los las y con para es
""",
}

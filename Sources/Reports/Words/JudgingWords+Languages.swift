extension JudgingWords {
  static let english = JudgingWords(
    positiveClass: { "The class to find (positive) is “\($0)”." },
    meanOfClasses: { "Mean of the classes: \($0)." },
    lowestDrawn: { "Of \($1) classes the \($0) with the smallest values are drawn." },
    classificationReport: "Classification report",
    allTogether: "All answers together",
    calibration: "Calibration",
    probabilityOf: { "Probability of “\($0)”" },
    shareOf: { "Share of “\($0)”" },
    confidence: "Confidence",
    shareRight: "Share of right answers",
    meanProbability: "Mean probability",
    wellCalibrated: "Here probabilities agree with what comes true",
    calibrationError: {
      "Expected calibration error (ECE): \($0), from \($1) bins of equal width."
    },
    tooSure: "On average the model is surer than it is right.",
    notSureEnough: "On average the model is less sure than it is right.",
    thresholdsFor: { "Thresholds for the probability of “\($0)”" },
    specificity: "Specificity",
    youden: "Youden’s J",
    best: "Best",
    highestAt: { "\($0) is highest, \($1), at the threshold \($2)." },
    thresholdRule:
      "From the threshold on (≥) the answer is yes. Youden’s J is recall plus specificity minus 1.",
    topErrors: "The most confident errors",
    errorsShown: { shown, all in
      "\(NumberStyle.comma.integer(shown)) of \(NumberStyle.comma.integer(all)) "
        + "\(Plural.english(all, "error", "errors")), the most confident first."
    },
    errorPicture: { "“\($0)”, taken for “\($1)” with a confidence of \($2)" },
    probabilityOfTruth: "Probability of the true class",
    example: "Example",
    takenFor: { trueClass, predicted, count, all in
      let times = count == 1 ? "once" : "\(NumberStyle.comma.integer(count)) times"
      return
        "“\(trueClass)” is taken for “\(predicted)” \(times), of \(NumberStyle.comma.integer(all))."
    },
    pairsOfMistakes: { part, all in
      "\(NumberStyle.comma.integer(part)) of \(NumberStyle.comma.integer(all)) "
        + "\(Plural.english(all, "mistake", "mistakes")) \(Plural.english(part, "is", "are")) of these kinds."
    })

  static let bengali = JudgingWords(
    positiveClass: { "যে শ্রেণি খোঁজা হচ্ছে (পজিটিভ), তা হলো “\($0)”।" },
    meanOfClasses: { "শ্রেণিগুলোর গড়: \($0)।" },
    lowestDrawn: { "\($1)টি শ্রেণির মধ্যে যে \($0)টির মান সবচেয়ে কম, সেগুলো আঁকা হয়েছে।" },
    classificationReport: "শ্রেণিবিন্যাসের প্রতিবেদন",
    allTogether: "সব উত্তর একসঙ্গে",
    calibration: "ক্যালিব্রেশন",
    probabilityOf: { "“\($0)” হওয়ার সম্ভাবনা" },
    shareOf: { "“\($0)”-এর অংশ" },
    confidence: "নিশ্চয়তা",
    shareRight: "সঠিক উত্তরের অংশ",
    meanProbability: "গড় সম্ভাবনা",
    wellCalibrated: "এই রেখায় সম্ভাবনা বাস্তবের সঙ্গে মেলে",
    calibrationError: { "প্রত্যাশিত ক্যালিব্রেশন ত্রুটি (ECE): \($0), সমান চওড়া \($1)টি ভাগ থেকে।" },
    tooSure: "মডেলটি গড়ে যতটা সঠিক, তার চেয়ে বেশি নিশ্চিত।",
    notSureEnough: "মডেলটি গড়ে যতটা সঠিক, তার চেয়ে কম নিশ্চিত।",
    thresholdsFor: { "“\($0)” হওয়ার সম্ভাবনার সীমামান" },
    specificity: "স্পেসিফিসিটি",
    youden: "ইউডেনের J",
    best: "সেরা",
    highestAt: { "\($0) সবচেয়ে বেশি, \($1), যখন সীমামান \($2)।" },
    thresholdRule:
      "সীমামান বা তার বেশি (≥) হলে উত্তর “হ্যাঁ”। ইউডেনের J হলো রিকল আর স্পেসিফিসিটির যোগফল থেকে 1 কম।",
    topErrors: "সবচেয়ে নিশ্চিত ভুলগুলো",
    errorsShown: { shown, all in
      "\(NumberStyle.comma.integer(all))টি ভুলের মধ্যে \(NumberStyle.comma.integer(shown))টি, "
        + "সবচেয়ে নিশ্চিত ভুলটি আগে।"
    },
    errorPicture: { "“\($0)”, যাকে \($2) নিশ্চয়তায় “\($1)” ভাবা হয়েছে" },
    probabilityOfTruth: "আসল শ্রেণির সম্ভাবনা",
    example: "উদাহরণ",
    takenFor: { trueClass, predicted, count, all in
      "“\(trueClass)”-কে “\(predicted)” ভাবা হয়েছে \(NumberStyle.comma.integer(count)) বার, মোট "
        + "\(NumberStyle.comma.integer(all))টির মধ্যে।"
    },
    pairsOfMistakes: { part, all in
      "\(NumberStyle.comma.integer(all))টি ভুলের মধ্যে \(NumberStyle.comma.integer(part))টি এই ধরনের।"
    })

  static let russian = JudgingWords(
    positiveClass: { "Искомый (положительный) класс — «\($0)»." },
    meanOfClasses: { "Среднее по классам: \($0)." },
    lowestDrawn: { "Классов \($1); показаны \($0) с наименьшими значениями." },
    classificationReport: "Отчёт по классам",
    allTogether: "Все ответы вместе",
    calibration: "Калибровка",
    probabilityOf: { "Вероятность класса «\($0)»" },
    shareOf: { "Доля класса «\($0)»" },
    confidence: "Уверенность",
    shareRight: "Доля верных ответов",
    meanProbability: "Средняя вероятность",
    wellCalibrated: "На этой линии вероятности сбываются",
    calibrationError: { error, bins in
      "Ожидаемая ошибка калибровки (ECE): \(error), по \(bins) "
        + "\(Plural.eastSlavic(bins, "интервалу", "интервалам", "интервалам")) равной ширины."
    },
    tooSure: "В среднем модель увереннее, чем права.",
    notSureEnough: "В среднем модель менее уверена, чем права.",
    thresholdsFor: { "Пороги для вероятности класса «\($0)»" },
    specificity: "Специфичность",
    youden: "J Юдена",
    best: "Лучшее",
    highestAt: { "\($0) — наибольшее значение \($1) при пороге \($2)." },
    thresholdRule:
      "Ответ «да» — начиная с порога (≥). J Юдена — сумма полноты и специфичности минус 1.",
    topErrors: "Самые уверенные ошибки",
    errorsShown: { shown, all in
      "Показано \(NumberStyle.space.integer(shown)) из \(NumberStyle.space.integer(all)) "
        + "\(Plural.eastSlavic(all, "ошибки", "ошибок", "ошибок")), сначала самые уверенные."
    },
    errorPicture: { "«\($0)», принято за «\($1)» с уверенностью \($2)" },
    probabilityOfTruth: "Вероятность истинного класса",
    example: "Пример",
    takenFor: { trueClass, predicted, count, all in
      "«\(trueClass)» принимается за «\(predicted)» \(NumberStyle.space.integer(count)) "
        + "\(Plural.eastSlavic(count, "раз", "раза", "раз")) из \(NumberStyle.space.integer(all))."
    },
    pairsOfMistakes: { part, all in
      "К этим видам \(Plural.eastSlavic(part, "относится", "относятся", "относится")) "
        + "\(NumberStyle.space.integer(part)) из \(NumberStyle.space.integer(all)) "
        + "\(Plural.eastSlavic(all, "ошибки", "ошибок", "ошибок"))."
    })

  static let ukrainian = JudgingWords(
    positiveClass: { "Шуканий (позитивний) клас — «\($0)»." },
    meanOfClasses: { "Середнє за класами: \($0)." },
    lowestDrawn: { "Класів \($1); показано \($0) з найменшими значеннями." },
    classificationReport: "Звіт за класами",
    allTogether: "Усі відповіді разом",
    calibration: "Калібрування",
    probabilityOf: { "Імовірність класу «\($0)»" },
    shareOf: { "Частка класу «\($0)»" },
    confidence: "Упевненість",
    shareRight: "Частка правильних відповідей",
    meanProbability: "Середня ймовірність",
    wellCalibrated: "На цій лінії ймовірності справджуються",
    calibrationError: { error, bins in
      "Очікувана похибка калібрування (ECE): \(error), за \(bins) "
        + "\(Plural.eastSlavic(bins, "інтервалом", "інтервалами", "інтервалами")) однакової ширини."
    },
    tooSure: "У середньому модель упевненіша, ніж має рацію.",
    notSureEnough: "У середньому модель менш упевнена, ніж має рацію.",
    thresholdsFor: { "Пороги для ймовірності класу «\($0)»" },
    specificity: "Специфічність",
    youden: "J Юдена",
    best: "Найкраще",
    highestAt: { "\($0) — найбільше значення \($1) за порога \($2)." },
    thresholdRule:
      "Відповідь «так» — починаючи з порога (≥). J Юдена — сума повноти й специфічності мінус 1.",
    topErrors: "Найупевненіші помилки",
    errorsShown: { shown, all in
      "Показано \(NumberStyle.space.integer(shown)) з \(NumberStyle.space.integer(all)) "
        + "\(Plural.eastSlavic(all, "помилки", "помилок", "помилок")), спершу найупевненіші."
    },
    errorPicture: { "«\($0)», прийнято за «\($1)» з упевненістю \($2)" },
    probabilityOfTruth: "Імовірність справжнього класу",
    example: "Приклад",
    takenFor: { trueClass, predicted, count, all in
      "«\(trueClass)» приймається за «\(predicted)» \(NumberStyle.space.integer(count)) "
        + "\(Plural.eastSlavic(count, "раз", "рази", "разів")) з \(NumberStyle.space.integer(all))."
    },
    pairsOfMistakes: { part, all in
      "До цих видів \(Plural.eastSlavic(part, "належить", "належать", "належить")) "
        + "\(NumberStyle.space.integer(part)) з \(NumberStyle.space.integer(all)) "
        + "\(Plural.eastSlavic(all, "помилки", "помилок", "помилок"))."
    })
}

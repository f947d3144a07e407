import Notebooks

/// A whole number in the manner of the language.
private func number(_ value: Int) -> String { NumberStyle.space.integer(value) }

extension Words {
  static let ukrainian = Words(
    numbers: .space,
    sweep: .ukrainian,
    languageName: "Українська",
    figureNumber: { "Рис. \($0)." },
    tableNumber: { "Таблиця \($0)." },
    table: "Таблиця",
    date: { year, month, day in
      let months = [
        "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
        "жовтня", "листопада", "грудня",
      ]
      return "\(day) \(months[month - 1]) \(year)\u{00A0}р."
    },
    howToCheck: "Як перевірити цю сторінку",
    verifying:
      "Ця команда обчислює всі комірки заново й побітово звіряє кожен результат із контрольними "
      + "сумами, наведеними нижче:",
    contents: "Зміст",
    skipToText: "Перейти до тексту",
    includedFrom: { "з \($0)" },
    fullStop: ".",
    charts: .ukrainian,
    asTable: "Числа у вигляді таблиці",
    backToText: "Повернутися до тексту",
    footnotes: "Виноски",
    madeBy: "Зроблено в Konspekt",
    seed: "Зерно (seed)",
    engine: "Арифметика",
    alerts: { kind in
      switch kind {
      case .note: "Примітка"
      case .tip: "Порада"
      case .important: "Важливо"
      case .warning: "Увага"
      case .caution: "Обережно"
      }
    },
    remoteImage: "зображення в мережі",
    missingImage: "зображення не знайдено",
    cellFailed: "Комірка завершилася з помилкою",
    notRun: { "Не виконувалася: комірка «\($0)» не має результату" },
    notRunYet: "Комірка ще не виконувалася",
    interrupted: "Виконання зупинено до кінця цієї комірки",
    dataSource: "Джерело",
    skippedPictures: "Не прочитано й пропущено",
    file: "Файл",
    size: "Розмір",
    bytes: { "\(number($0)) \(Plural.eastSlavic($0, "байт", "байти", "байтів"))" },
    examples: "Приклади",
    classes: "Класи",
    className: "Клас",
    pictureShape: "Висота × ширина × канали",
    total: "Усього",
    samplesOf: { "Перші зображення вибірки «\($0)»" },
    augmentationsOf: { "«\($0)»: одне зображення, як його від епохи до епохи змінює аугментація" },
    classCounts: "Кількість прикладів у кожному класі",
    classCountsEqual: { split, count in
      "«\(split)»: у кожному класі \(number(count)) "
        + "\(Plural.eastSlavic(count, "приклад", "приклади", "прикладів"))."
    },
    classCountsRange: { split, least, leastClass, most, mostClass in
      "«\(split)»: кількість прикладів у класі — від \(number(least)) (\(leastClass)) до "
        + "\(number(most)) (\(mostClass))."
    },
    layer: "Шар",
    outputShape: "Вихід",
    parameters: "Параметри",
    trainableParameters: "Параметри, що навчаються",
    frozen: "заморожений",
    batchMemory: {
      "Пам’ять для батча з \(number($0)) \(Plural.eastSlavic($0, "прикладу", "прикладів", "прикладів"))"
    },
    batchMemoryOf: { "\($0)\u{00A0}МБ для передбачення, \($1)\u{00A0}МБ для навчання з Adam" },
    modelSummary: "Шари моделі",
    epoch: "Епоха",
    training: "Навчання",
    validation: "Валідація",
    lossName: "Втрати (loss)",
    accuracyName: "Точність (accuracy)",
    metricOverEpochs: { "\($0) за епохами" },
    seriesFromTo: { "\($0): \($1) після першої епохи, \($2) після епохи \($3)" },
    lowest: { "мінімум \($0) — після епохи \($1)" },
    highest: { "максимум \($0) — після епохи \($1)" },
    continuesHere: "тут навчання продовжено",
    fineTuningStarts: "початок донавчання",
    stoppedEarly: { "EarlyStopping зупинив навчання після епохи \($0)." },
    meanOfSeeds: {
      "середнє за \(number($0)) \(Plural.eastSlavic($0, "зерном", "зернами", "зернами")) (seed) "
        + "± стандартне відхилення"
    },
    tooShort: "Епох замало, щоб судити за кривими: потрібно принаймні дві.",
    notLearning:
      "Втрати на навчанні майже не зменшилися: мережа не навчається. Спробуйте іншу швидкість навчання "
      + "й погляньте на дані.",
    stillLearning: {
      "Після епохи \($0) мережа ще навчається: втрати й далі зменшуються. Можливо, варто навчати довше."
    },
    plateau: {
      "Мережа навчилася, і приблизно з епохи \($0) втрати майже не зменшуються: крива вийшла на плато."
    },
    underfitting: {
      "Недонавчання: приблизно з епохи \($0) втрати майже не зменшуються, хоча вони й досі більші за половину "
        + "того, що дало б вгадування, і на валідації теж. Мережа для цієї задачі замала, або щось її "
        + "стримує."
    },
    overfitting: { best, from in
      "Перенавчання з епохи \(from): втрати на валідації були найменшими після епохи \(best) і "
        + "відтоді зросли, а втрати на навчанні й далі зменшуються."
    },
    trainingOnly:
      "Валідаційних даних немає, тому за кривими не видно, чи не вивчила мережа приклади напам’ять.",
    ruleTitle: "За яким правилом зроблено висновок",
    diagnosisRule:
      "Кінець — це остання чверть епох, не менше двох. Перенавчання — якщо середні втрати на валідації в кінці "
      + "більш ніж на 5\u{00A0}% вищі за найменші середні за стільки ж епох поспіль, а втрати на навчанні відтоді "
      + "зменшилися; плато — якщо в кінці найкращі втрати зменшилися менш ніж на 1\u{00A0}%; недонавчання — якщо "
      + "на плато втрати на навчанні й досі більші за половину втрат вгадування, тобто ln кількості класів, а на "
      + "валідації вищі за них не більш ніж на 10\u{00A0}%; не навчається — якщо втрати на навчанні за весь час "
      + "зменшилися менш ніж на 2\u{00A0}%.",
    confusionMatrix: "Матриця помилок",
    trueClass: "Справжній клас",
    predictedClass: "Передбачений клас",
    confusionRight: { right, all in
      "Правильно розпізнано \(number(right)) з \(number(all)) "
        + "\(Plural.eastSlavic(all, "прикладу", "прикладів", "прикладів")): вони стоять на діагоналі."
    },
    confusionWorst: { trueClass, predicted, count in
      "Найчастіша помилка: клас «\(trueClass)» прийнято за «\(predicted)» (\(number(count)) "
        + "\(Plural.eastSlavic(count, "раз", "рази", "разів")))."
    },
    confusionNoMistake: "Помилок немає.",
    shareOfRow: "Кольори й числа: частка справжнього класу у відсотках.",
    precision: "Влучність (precision)",
    recall: "Повнота (recall)",
    classMean: "Середнє за класами",
    exampleMean: "Середнє за прикладами",
    rocCurve: "ROC-крива",
    falsePositiveRate: "Частка хибних спрацювань",
    truePositiveRate: "Частка правильних спрацювань",
    areaUnderCurve: "Площа під кривою",
    precisionRecallCurve: "Влучність і повнота",
    averagePrecision: "Середня влучність",
    threshold: "Поріг",
    expectation: "Очікування",
    holds: "справдилося",
    doesNotHold: "не справдилося",
    predictions: "Передбачення",
    picture: "Зображення",
    andMore: { "… і ще \(number($0))" },
    judging: .ukrainian,
    looking: .ukrainian,
    learningRateName: "Швидкість навчання (learning rate)")
}

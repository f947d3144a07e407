import Notebooks

/// A whole number in the manner of the language.
private func number(_ value: Int) -> String { NumberStyle.space.integer(value) }

extension Words {
  static let russian = Words(
    numbers: .space,
    sweep: .russian,
    languageName: "Русский",
    figureNumber: { "Рис. \($0)." },
    tableNumber: { "Таблица \($0)." },
    table: "Таблица",
    date: { year, month, day in
      let months = [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря",
      ]
      return "\(day) \(months[month - 1]) \(year)\u{00A0}г."
    },
    howToCheck: "Как проверить эту страницу",
    verifying:
      "Эта команда вычисляет все ячейки заново и побитово сверяет каждый результат с контрольными "
      + "суммами, приведёнными ниже:",
    contents: "Содержание",
    skipToText: "Перейти к тексту",
    includedFrom: { "из \($0)" },
    fullStop: ".",
    charts: .russian,
    asTable: "Числа в виде таблицы",
    backToText: "Вернуться к тексту",
    footnotes: "Сноски",
    madeBy: "Сделано в Konspekt",
    seed: "Зерно (seed)",
    engine: "Арифметика",
    alerts: { kind in
      switch kind {
      case .note: "Примечание"
      case .tip: "Совет"
      case .important: "Важно"
      case .warning: "Внимание"
      case .caution: "Осторожно"
      }
    },
    remoteImage: "изображение в сети",
    missingImage: "изображение не найдено",
    cellFailed: "Ячейка завершилась с ошибкой",
    notRun: { "Не выполнялась: у ячейки «\($0)» нет результата" },
    notRunYet: "Ячейка ещё не выполнялась",
    interrupted: "Выполнение остановлено до конца этой ячейки",
    dataSource: "Источник",
    skippedPictures: "Не прочитаны и пропущены",
    file: "Файл",
    size: "Размер",
    bytes: { "\(number($0)) \(Plural.eastSlavic($0, "байт", "байта", "байт"))" },
    examples: "Примеры",
    classes: "Классы",
    className: "Класс",
    pictureShape: "Высота × ширина × каналы",
    total: "Всего",
    samplesOf: { "Первые изображения выборки «\($0)»" },
    augmentationsOf: { "«\($0)»: одно изображение, как его от эпохи к эпохе меняет аугментация" },
    classCounts: "Число примеров в каждом классе",
    classCountsEqual: { split, count in
      "«\(split)»: в каждом классе \(number(count)) "
        + "\(Plural.eastSlavic(count, "пример", "примера", "примеров"))."
    },
    classCountsRange: { split, least, leastClass, most, mostClass in
      "«\(split)»: число примеров в классе — от \(number(least)) (\(leastClass)) до "
        + "\(number(most)) (\(mostClass))."
    },
    layer: "Слой",
    outputShape: "Выход",
    parameters: "Параметры",
    trainableParameters: "Обучаемые параметры",
    frozen: "заморожен",
    batchMemory: {
      "Память для батча из \(number($0)) \(Plural.eastSlavic($0, "примера", "примеров", "примеров"))"
    },
    batchMemoryOf: { "\($0)\u{00A0}МБ для предсказания, \($1)\u{00A0}МБ для обучения с Adam" },
    modelSummary: "Слои модели",
    epoch: "Эпоха",
    training: "Обучение",
    validation: "Валидация",
    lossName: "Потери (loss)",
    accuracyName: "Точность (accuracy)",
    metricOverEpochs: { "\($0) по эпохам" },
    seriesFromTo: { "\($0): \($1) после первой эпохи, \($2) после эпохи \($3)" },
    lowest: { "минимум \($0) — после эпохи \($1)" },
    highest: { "максимум \($0) — после эпохи \($1)" },
    continuesHere: "здесь обучение продолжено",
    fineTuningStarts: "начало дообучения",
    stoppedEarly: { "EarlyStopping остановил обучение после эпохи \($0)." },
    meanOfSeeds: {
      "среднее по \(number($0)) \(Plural.eastSlavic($0, "зерну", "зёрнам", "зёрнам")) (seed) "
        + "± стандартное отклонение"
    },
    tooShort: "Эпох слишком мало, чтобы судить по кривым: нужно хотя бы две.",
    notLearning:
      "Потери на обучении почти не уменьшились: сеть не учится. Попробуйте другую скорость обучения и "
      + "посмотрите на данные.",
    stillLearning: {
      "После эпохи \($0) сеть всё ещё учится: потери продолжают снижаться. Возможно, стоит обучать дольше."
    },
    plateau: {
      "Сеть обучилась, и примерно с эпохи \($0) потери почти не уменьшаются: кривая вышла на плато."
    },
    underfitting: {
      "Недообучение: примерно с эпохи \($0) потери почти не уменьшаются, хотя они всё ещё больше половины того, "
        + "что дало бы угадывание, и на валидации тоже. Сеть для этой задачи мала, или что-то её сдерживает."
    },
    overfitting: { best, from in
      "Переобучение с эпохи \(from): потери на валидации были наименьшими после эпохи \(best) и с тех "
        + "пор выросли, а потери на обучении продолжают снижаться."
    },
    trainingOnly:
      "Валидационных данных нет, поэтому по кривым не видно, не выучила ли сеть примеры наизусть.",
    ruleTitle: "По какому правилу сделан вывод",
    diagnosisRule:
      "Конец — это последняя четверть эпох, не меньше двух. Переобучение — если средние потери на валидации в "
      + "конце более чем на 5\u{00A0}% выше наименьших средних за столько же эпох подряд, а потери на обучении с "
      + "тех пор снизились; плато — если в конце лучшие потери уменьшились менее чем на 1\u{00A0}%; "
      + "недообучение — если на плато потери на обучении всё ещё больше половины потерь угадывания, то есть ln "
      + "числа классов, а на валидации выше них не более чем на 10\u{00A0}%; не учится — если потери на обучении за "
      + "всё время снизились менее чем на 2\u{00A0}%.",
    trial: "Попытка",
    trials: "Попытки",
    trialFailed: "без оценки",
    epochs: "Эпох",
    bestConfiguration: "Лучшие настройки, готовые для вставки",
    bestOfTrials: { "Лучшая — попытка \($0) из \($1): \($2) \($3)." },
    bestSoFar: "лучшая до сих пор",
    scoreOverTrials: { "\($0) по попыткам" },
    hyperparameter: "Гиперпараметр",
    importance: { "От чего зависит \($0)" },
    mostImportant: {
      "«\($0)» сам по себе объясняет \($1) различий между оценками — больше любого "
        + "другого."
    },
    importanceUnknown:
      "Слишком мало попыток с оценкой, или все оценки одинаковы: нельзя сказать, от чего "
      + "они зависят.",
    importanceRule:
      "Гауссовский процесс учит оценки попыток. Его ожидание усредняется по всем "
      + "остальным гиперпараметрам; доля — дисперсия этого среднего, делённая на дисперсию "
      + "ожидания по всему пространству (индекс Соболя первого порядка). Чего не хватает до "
      + "100\u{00A0}%, объясняется совместным действием гиперпараметров. При малом числе "
      + "попыток доли приблизительны.",
    parallelCoordinates: "Попытки и их гиперпараметры",
    parallelReading: {
      "Каждая линия — попытка: от гиперпараметра к гиперпараметру и вниз до оценки; "
        + "лучшие проведены ярче. Лучшая — попытка \($0): \($1)."
    },
    confusionMatrix: "Матрица ошибок",
    trueClass: "Истинный класс",
    predictedClass: "Предсказанный класс",
    confusionRight: { right, all in
      "Верно распознано \(number(right)) из \(number(all)) "
        + "\(Plural.eastSlavic(all, "примера", "примеров", "примеров")): они стоят на диагонали."
    },
    confusionWorst: { trueClass, predicted, count in
      "Самая частая ошибка: класс «\(trueClass)» принят за «\(predicted)» (\(number(count)) "
        + "\(Plural.eastSlavic(count, "раз", "раза", "раз")))."
    },
    confusionNoMistake: "Ошибок нет.",
    shareOfRow: "Цвета и числа: доля истинного класса в процентах.",
    precision: "Точность (precision)",
    recall: "Полнота (recall)",
    classMean: "Среднее по классам",
    exampleMean: "Среднее по примерам",
    rocCurve: "ROC-кривая",
    falsePositiveRate: "Доля ложных срабатываний",
    truePositiveRate: "Доля верных срабатываний",
    areaUnderCurve: "Площадь под кривой",
    precisionRecallCurve: "Точность и полнота",
    averagePrecision: "Средняя точность",
    threshold: "Порог",
    expectation: "Ожидание",
    holds: "выполнено",
    doesNotHold: "не выполнено",
    predictions: "Предсказания",
    picture: "Изображение",
    andMore: { "… и ещё \(number($0))" },
    judging: .russian,
    looking: .russian,
    learningRateName: "Скорость обучения (learning rate)")
}

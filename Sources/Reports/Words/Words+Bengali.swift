import Notebooks

/// A whole number in the manner of the language.
private func number(_ value: Int) -> String { NumberStyle.comma.integer(value) }

extension Words {
  static let bengali = Words(
    numbers: .comma,
    sweep: .bengali,
    languageName: "বাংলা",
    figureNumber: { "চিত্র \($0):" },
    tableNumber: { "ছক \($0):" },
    table: "ছক",
    date: { year, month, day in
      let months = [
        "জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর",
        "নভেম্বর", "ডিসেম্বর",
      ]
      return "\(day) \(months[month - 1]) \(year)"
    },
    howToCheck: "এই পাতার ফলাফল কীভাবে যাচাই করবেন",
    verifying:
      "এই কমান্ড প্রতিটি সেল নতুন করে চালায়, আর প্রতিটি ফলাফল নিচের ছাপগুলোর (digest) সঙ্গে বিট ধরে ধরে মেলায়:",
    contents: "সূচিপত্র",
    skipToText: "সরাসরি লেখায় যান",
    includedFrom: { "\($0) থেকে নেওয়া" },
    fullStop: "।",
    charts: .bengali,
    asTable: "সংখ্যাগুলো ছকে দেখুন",
    backToText: "লেখায় ফিরে যান",
    footnotes: "পাদটীকা",
    madeBy: "Konspekt দিয়ে তৈরি",
    seed: "সিড",
    engine: "গণনাপদ্ধতি",
    alerts: { kind in
      switch kind {
      case .note: "দ্রষ্টব্য"
      case .tip: "পরামর্শ"
      case .important: "গুরুত্বপূর্ণ"
      case .warning: "সতর্কতা"
      case .caution: "সাবধান"
      }
    },
    remoteImage: "ওয়েবে রাখা ছবি",
    missingImage: "ছবিটি পাওয়া যায়নি",
    cellFailed: "এই সেলটি চালানো যায়নি",
    notRun: { "চালানো হয়নি, কারণ “\($0)” সেলের ফলাফল নেই" },
    notRunYet: "এই সেলটি এখনো চালানো হয়নি",
    interrupted: "এই সেল শেষ হওয়ার আগেই চালানো থেমে গেছে",
    dataSource: "উৎস",
    skippedPictures: "পড়া যায়নি, বাদ",
    file: "ফাইল",
    size: "আকার",
    bytes: { "\(number($0)) বাইট" },
    examples: "উদাহরণ",
    classes: "শ্রেণি",
    className: "শ্রেণি",
    pictureShape: "উচ্চতা × প্রস্থ × চ্যানেল",
    total: "মোট",
    samplesOf: { "“\($0)” অংশের প্রথম কয়েকটি ছবি" },
    augmentationsOf: { "“\($0)”: একই ছবি, অগমেন্টেশনে প্রতি ইপকে একটু করে বদলায়" },
    classCounts: "প্রতি শ্রেণিতে কয়টি উদাহরণ",
    classCountsEqual: { "“\($0)”: প্রতি শ্রেণিতে \(number($1))টি করে উদাহরণ।" },
    classCountsRange: { split, least, leastClass, most, mostClass in
      "“\(split)”: সবচেয়ে কম উদাহরণ \(number(least))টি (\(leastClass)), সবচেয়ে বেশি "
        + "\(number(most))টি (\(mostClass))।"
    },
    layer: "স্তর",
    outputShape: "আউটপুট",
    parameters: "প্যারামিটার",
    trainableParameters: "শেখার যোগ্য প্যারামিটার",
    frozen: "স্থির",
    batchMemory: { "\($0)টি উদাহরণের ব্যাচের জন্য মেমরি" },
    batchMemoryOf: { "পূর্বাভাসে \($0) MB, Adam দিয়ে প্রশিক্ষণে \($1) MB" },
    modelSummary: "মডেলের স্তরগুলো",
    epoch: "ইপক",
    training: "প্রশিক্ষণ",
    validation: "যাচাই",
    lossName: "লস (loss)",
    accuracyName: "নির্ভুলতা (accuracy)",
    metricOverEpochs: { "ইপক অনুযায়ী \($0)" },
    seriesFromTo: { "\($0): প্রথম ইপকের পরে \($1), ইপক \($3)-এর পরে \($2)" },
    lowest: { "সবচেয়ে কম: ইপক \($1)-এর পরে \($0)" },
    highest: { "সবচেয়ে বেশি: ইপক \($1)-এর পরে \($0)" },
    continuesHere: "এখান থেকে প্রশিক্ষণ আবার শুরু",
    fineTuningStarts: "সূক্ষ্ম সমন্বয় শুরু",
    stoppedEarly: { "ইপক \($0)-এর পরে EarlyStopping প্রশিক্ষণ থামিয়ে দিয়েছে।" },
    meanOfSeeds: { "\($0)টি সিডের গড় ± পরিমিত ব্যবধান" },
    tooShort: "রেখা দেখে কিছু বলার জন্য ইপকের সংখ্যা খুব কম: অন্তত দুটি লাগে।",
    notLearning:
      "প্রশিক্ষণের লস প্রায় কমেনি: নেটওয়ার্ক শিখছে না। অন্য learning rate দিয়ে দেখুন, আর ডেটাও "
      + "একবার দেখে নিন।",
    stillLearning: {
      "\($0) ইপকের পরেও নেটওয়ার্ক শিখছে: লস কমেই চলেছে। আরও কয়েক ইপক চালালে ভালো হতে পারে।"
    },
    plateau: { "নেটওয়ার্ক শিখেছে, তবে মোটামুটি ইপক \($0) থেকে লস আর তেমন কমছে না: রেখা সমতল।" },
    underfitting: {
      "আন্ডারফিটিং: মোটামুটি ইপক \($0) থেকে লস আর তেমন কমছে না, অথচ চোখ বুজে আন্দাজ করলে যা হতো, এখনও তার "
        + "অর্ধেকের বেশি, যাচাইয়ের ডেটাতেও। এই কাজের জন্য নেটওয়ার্কটি বেশি ছোট, কিংবা কিছু একটা তাকে "
        + "আটকে রাখছে।"
    },
    overfitting: { best, from in
      "ইপক \(from) থেকে ওভারফিটিং: যাচাইয়ের লস সবচেয়ে কম ছিল ইপক \(best)-এর পরে, তারপর বেড়েছে; অথচ "
        + "প্রশিক্ষণের লস কমেই চলেছে।"
    },
    trainingOnly: "যাচাইয়ের ডেটা নেই, তাই নেটওয়ার্ক মুখস্থ করেছে কি না, রেখা দেখে বলা যায় না।",
    ruleTitle: "কোন নিয়মে বলা হলো",
    diagnosisRule:
      "“শেষ” মানে ইপকের শেষ সিকিভাগ, অন্তত দুটি। শেষের যাচাই-লসের গড় পরপর ততগুলো ইপকের সর্বনিম্ন গড়ের "
      + "চেয়ে 5%-এর বেশি ওপরে, আর তার পর থেকে প্রশিক্ষণের লস কমেছে, এমন হলে ওভারফিটিং; শেষে সেরা লস 1%-এর "
      + "কম কমলে সমতল; সমতলে প্রশিক্ষণের লস আন্দাজের লসের (শ্রেণিসংখ্যার ln) অর্ধেকের বেশি, আর যাচাইয়ের লস তার "
      + "চেয়ে বড়জোর 10% ওপরে, এমন হলে আন্ডারফিটিং; প্রশিক্ষণের লস সব মিলিয়ে 2%-এর কম কমলে নেটওয়ার্ক শিখছে "
      + "না।",
    trial: "চেষ্টা",
    trials: "চেষ্টাগুলি",
    trialFailed: "স্কোর নেই",
    epochs: "ইপক",
    bestConfiguration: "সেরা বিন্যাস, সরাসরি নকল করার জন্য",
    bestOfTrials: { "\($1)টি চেষ্টার মধ্যে সেরা \($0) নম্বর: \($2) \($3)।" },
    bestSoFar: "এ পর্যন্ত সেরা",
    scoreOverTrials: { "চেষ্টা অনুযায়ী \($0)" },
    hyperparameter: "হাইপারপ্যারামিটার",
    importance: { "\($0) কিসের উপর নির্ভর করে" },
    mostImportant: {
      "“\($0)” একাই স্কোরগুলির পার্থক্যের \($1) ব্যাখ্যা করে, অন্য যেকোনোটির চেয়ে বেশি।"
    },
    importanceUnknown:
      "খুব কম চেষ্টার স্কোর আছে, অথবা সব স্কোর সমান; তাই স্কোর কিসের উপর নির্ভর করে তা "
      + "বলা যায় না।",
    importanceRule:
      "একটি গাউসীয় প্রক্রিয়া চেষ্টাগুলির স্কোর শেখে। তার প্রত্যাশিত মান বাকি সব "
      + "হাইপারপ্যারামিটারের উপর গড় করা হয়; ভাগটি হলো সেই গড়ের ভেদাঙ্ক ভাগ পুরো পরিসরে "
      + "প্রত্যাশিত মানের ভেদাঙ্ক (প্রথম ক্রমের সোবোল সূচক)। ১০০%-এর যা বাকি থাকে, তা "
      + "হাইপারপ্যারামিটারগুলির যৌথ প্রভাব। চেষ্টা কম হলে ভাগগুলি মোটামুটি।",
    parallelCoordinates: "চেষ্টা ও তাদের হাইপারপ্যারামিটার",
    parallelReading: {
      "প্রতিটি রেখা একটি চেষ্টা: এক হাইপারপ্যারামিটার থেকে পরেরটিতে, শেষে নিচে স্কোরে; "
        + "ভালোগুলি গাঢ়। সেরা চেষ্টা \($0): \($1)।"
    },
    confusionMatrix: "কনফিউশন ম্যাট্রিক্স",
    trueClass: "আসল শ্রেণি",
    predictedClass: "অনুমান করা শ্রেণি",
    confusionRight: { right, all in
      "\(number(all))টি উদাহরণের মধ্যে \(number(right))টি ঠিক চেনা গেছে: সেগুলো কর্ণ বরাবর ঘরগুলোতে।"
    },
    confusionWorst: { trueClass, predicted, count in
      "সবচেয়ে বেশি যে ভুলটি হয়েছে: “\(trueClass)”-কে “\(predicted)” ভাবা, \(number(count)) বার।"
    },
    confusionNoMistake: "কোনো ভুল নেই।",
    shareOfRow: "রং আর সংখ্যা: আসল শ্রেণির শতকরা কত ভাগ।",
    precision: "প্রিসিশন (precision)",
    recall: "রিকল (recall)",
    classMean: "শ্রেণিগুলোর গড়",
    exampleMean: "উদাহরণ অনুযায়ী গড়",
    rocCurve: "ROC রেখা",
    falsePositiveRate: "ভুল করে ‘হ্যাঁ’ বলার হার",
    truePositiveRate: "ঠিক ‘হ্যাঁ’ বলার হার",
    areaUnderCurve: "রেখার নিচের ক্ষেত্রফল",
    precisionRecallCurve: "প্রিসিশন আর রিকল",
    averagePrecision: "গড় প্রিসিশন",
    threshold: "সীমামান",
    expectation: "প্রত্যাশা",
    holds: "মিলেছে",
    doesNotHold: "মেলেনি",
    predictions: "অনুমান",
    picture: "ছবি",
    andMore: { "… আরও \(number($0))টি" },
    judging: .bengali,
    looking: .bengali,
    learningRateName: "শেখার হার (learning rate)")
}

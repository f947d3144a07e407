import Notebooks

extension Words {
  static let bengali = Words(
    numbers: .comma,
    contents: "সূচিপত্র",
    skipToText: "সরাসরি লেখায় যান",
    source: "উৎস",
    includedFrom: { "\($0) থেকে নেওয়া" },
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
    split: "অংশ",
    examples: "উদাহরণ",
    classes: "শ্রেণি",
    className: "শ্রেণি",
    pictureShape: "উচ্চতা × প্রস্থ × চ্যানেল",
    total: "মোট",
    samples: "নমুনা",
    samplesOf: { "“\($0)” অংশের প্রথম কয়েকটি ছবি" },
    classCounts: "প্রতি শ্রেণিতে কয়টি উদাহরণ",
    classCountsEqual: { "“\($0)”: প্রতি শ্রেণিতে \($1)টি করে উদাহরণ।" },
    classCountsRange: {
      "“\($0)”: সবচেয়ে কম \($1)টি (\($2)), সবচেয়ে বেশি \($3)টি (\($4)) উদাহরণ।"
    },
    layer: "স্তর",
    outputShape: "আউটপুট",
    parameters: "প্যারামিটার",
    trainableParameters: "এর মধ্যে শেখার যোগ্য",
    frozen: "স্থির",
    modelSummary: "মডেলের স্তরগুলো",
    optimizer: "অপটিমাইজার",
    loss: "লস",
    metrics: "মেট্রিক",
    epoch: "ইপক",
    epochs: "ইপক",
    training: "প্রশিক্ষণ",
    validation: "যাচাই",
    metricOverEpochs: { "ইপকের সঙ্গে \($0)" },
    seriesFromTo: { "\($0): প্রথম ইপকের পরে \($1), ইপক \($3)-এর পরে \($2)" },
    lowest: { "সবচেয়ে কম: ইপক \($1)-এর পরে \($0)" },
    highest: { "সবচেয়ে বেশি: ইপক \($1)-এর পরে \($0)" },
    continuesHere: "এখান থেকে প্রশিক্ষণ আবার শুরু",
    stoppedEarly: { "ইপক \($0)-এর পরে EarlyStopping প্রশিক্ষণ থামিয়ে দিয়েছে।" },
    tooShort: "রেখা দেখে কিছু বলার জন্য ইপকের সংখ্যা খুব কম: অন্তত দুটি লাগে।",
    notLearning:
      "প্রশিক্ষণের লস প্রায় কমেনি: নেটওয়ার্ক শিখছে না। অন্য learning rate দিয়ে দেখুন, আর উপাত্তগুলোও "
      + "দেখে নিন।",
    stillLearning: {
      "\($0) ইপকের পরেও নেটওয়ার্ক শিখছে: লস কমেই চলেছে। আরও কয়েক ইপক চালালে ভালো হতে পারে।"
    },
    plateau: { "নেটওয়ার্ক শিখেছে, তবে মোটামুটি ইপক \($0) থেকে লস আর তেমন কমছে না: রেখা সমতল।" },
    overfitting: { best, from in
      "ইপক \(from) থেকে ওভারফিটিং: যাচাইয়ের লস সবচেয়ে কম ছিল ইপক \(best)-এর পরে, তারপর বেড়েছে; অথচ "
        + "প্রশিক্ষণের লস কমেই চলেছে।"
    },
    trainingOnly: "যাচাইয়ের উপাত্ত নেই, তাই নেটওয়ার্ক মুখস্থ করেছে কি না, রেখা দেখে বলা যায় না।",
    diagnosisRule:
      "নিয়ম: শেষ যাচাই-লস সর্বনিম্নটির চেয়ে 5%-এর বেশি ওপরে, আর তার পর থেকে প্রশিক্ষণের লস কমেছে, এমন হলে "
      + "ওভারফিটিং; শেষ সিকিভাগ ইপকে (অন্তত দুটিতে) সেরা লস 1%-এর কম কমলে সমতল; প্রশিক্ষণের লস সব মিলিয়ে "
      + "2%-এর কম কমলে নেটওয়ার্ক শিখছে না।",
    metric: "মেট্রিক",
    value: "মান",
    confusionMatrix: "কনফিউশন ম্যাট্রিক্স",
    trueClass: "আসল শ্রেণি",
    predictedClass: "অনুমান করা শ্রেণি",
    confusionRight: { "\($1)টি উদাহরণের মধ্যে \($0)টি ঠিক চেনা গেছে: সেগুলো কোনাকুনি ঘরে আছে।" },
    confusionWorst: { "সবচেয়ে বেশি হওয়া ভুল: “\($0)”-কে “\($1)” ভাবা, \($2) বার।" },
    confusionNoMistake: "কোনো ভুল নেই।",
    shareOfRow: "রং আর সংখ্যা: আসল শ্রেণির শতকরা কত ভাগ।",
    expectation: "প্রত্যাশা",
    holds: "মিলেছে",
    doesNotHold: "মেলেনি",
    predictions: "অনুমান",
    right: "ঠিক",
    wrong: "ভুল",
    probability: "সম্ভাবনা",
    picture: "ছবি",
    andMore: { "… আরও \($0)টি" })
}

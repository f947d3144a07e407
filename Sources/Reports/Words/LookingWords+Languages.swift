/// A name in a list of three by three.
private func part(_ names: [String], _ row: Int, _ column: Int) -> String {
  names[min(max(row, 0), 2) * 3 + min(max(column, 0), 2)]
}

extension LookingWords {
  static let english = LookingWords(
    weightNorms: "L2 norm of the weights of every layer",
    normsDrawn: { "Of \($1) layers the \($0) whose norms changed the most are drawn." },
    norm: "L2 norm",
    filtersOf: { "Filters of the layer “\($0)”" },
    filter: "Filter",
    filterScale: {
      "Middle gray is a weight of 0, white one of \($0), black its opposite; all filters have the same scale."
    },
    meanOfChannels: { "Every picture is the mean over the \($0) channels that a filter reads." },
    filterExtremes: { "Filter \($0) has the greatest L2 norm, filter \($1) the smallest." },
    least: "Least",
    greatest: "Greatest",
    mean: "Mean",
    zeros: "Share of zeros",
    featureMapsOf: { "What the layer “\($0)” makes of a picture of “\($1)”" },
    thePicture: "The picture",
    channel: "Channel",
    mapScale: { "Black is \($0), white is \($1); all channels have the same scale." },
    emptyMaps: {
      $0 == 0
        ? "None of the \($1) channels shown is 0 everywhere."
        : "\($0) of the \($1) channels shown \(Plural.english($0, "is", "are")) 0 everywhere."
    },
    gradCAMOf: { "Grad-CAM: what the layer “\($0)” sees that speaks for the predicted class" },
    gradCAMFor: { "Grad-CAM: what the layer “\($0)” sees that speaks for “\($1)”" },
    heatScale:
      "Light yellow speaks for the class the most, dark violet does not speak for it; every picture has its own scale.",
    heatPicture: { "“\($0)”, predicted as “\($1)”" },
    strongestIn: { "strongest \($0)" },
    blankPictures: {
      "In \($0) of \($1) \(Plural.english($1, "picture", "pictures")) nothing speaks for the class: the "
        + "gradients, averaged over the layer, are against it."
    },
    nothingSpeaks: "nothing speaks for the class",
    region: {
      part(
        [
          "at the top left", "at the top", "at the top right", "on the left", "in the middle",
          "on the right", "at the bottom left", "at the bottom", "at the bottom right",
        ], $0, $1)
    },
    strongest: "Strongest",
    areaAboveHalf: "Area above half of that")

  static let bengali = LookingWords(
    weightNorms: "প্রতিটি লেয়ারের ওজনের L2 নর্ম",
    normsDrawn: { "\($1)টি লেয়ারের মধ্যে যে \($0)টির নর্ম সবচেয়ে বেশি বদলেছে, সেগুলো আঁকা হয়েছে।" },
    norm: "L2 নর্ম",
    filtersOf: { "“\($0)” লেয়ারের ফিল্টার" },
    filter: "ফিল্টার",
    filterScale: {
      "মাঝারি ধূসর মানে ওজন 0, সাদা মানে \($0), কালো তার বিপরীত; সব ফিল্টারের মাপকাঠি একই।"
    },
    meanOfChannels: { "প্রতিটি ছবি হলো ফিল্টার যে \($0)টি চ্যানেল পড়ে, সেগুলোর গড়।" },
    filterExtremes: { "সবচেয়ে বড় L2 নর্ম \($0) নম্বর ফিল্টারের, সবচেয়ে ছোট \($1) নম্বরের।" },
    least: "সর্বনিম্ন",
    greatest: "সর্বোচ্চ",
    mean: "গড়",
    zeros: "শূন্যের অংশ",
    featureMapsOf: { "“\($1)”-এর একটি ছবি থেকে “\($0)” লেয়ার যা তৈরি করে" },
    thePicture: "মূল ছবি",
    channel: "চ্যানেল",
    mapScale: { "কালো মানে \($0), সাদা মানে \($1); সব চ্যানেলের মাপকাঠি একই।" },
    emptyMaps: {
      $0 == 0
        ? "দেখানো \($1)টি চ্যানেলের কোনোটিই পুরোপুরি 0 নয়।"
        : "দেখানো \($1)টি চ্যানেলের মধ্যে \($0)টি সব জায়গায় 0।"
    },
    gradCAMOf: { "Grad-CAM: অনুমান করা শ্রেণির পক্ষে “\($0)” লেয়ার ছবির কোথায় কী দেখে" },
    gradCAMFor: { "Grad-CAM: “\($1)” শ্রেণির পক্ষে “\($0)” লেয়ার ছবির কোথায় কী দেখে" },
    heatScale:
      "হালকা হলুদ জায়গা শ্রেণিটির পক্ষে সবচেয়ে বেশি কথা বলে, গাঢ় বেগুনি জায়গা বলে না; প্রতিটি ছবির মাপকাঠি আলাদা।",
    heatPicture: { "“\($0)”, অনুমান “\($1)”" },
    strongestIn: { "সবচেয়ে জোরালো \($0)" },
    blankPictures: {
      "\($1)টি ছবির মধ্যে \($0)টিতে শ্রেণিটির পক্ষে কিছুই নেই: লেয়ারজুড়ে গ্রেডিয়েন্টের গড় তার বিপক্ষে।"
    },
    nothingSpeaks: "শ্রেণিটির পক্ষে কিছুই নেই",
    region: {
      part(
        [
          "ওপরে বাঁ দিকে", "ওপরে", "ওপরে ডান দিকে", "বাঁ দিকে", "মাঝখানে", "ডান দিকে",
          "নিচে বাঁ দিকে", "নিচে", "নিচে ডান দিকে",
        ], $0, $1)
    },
    strongest: "সবচেয়ে জোরালো",
    areaAboveHalf: "এর অর্ধেকের বেশি যতটা জায়গায়")

  static let russian = LookingWords(
    weightNorms: "L2-норма весов каждого слоя",
    normsDrawn: {
      "Слоёв \($1); показаны те \($0), чьи нормы изменились сильнее всего."
    },
    norm: "L2-норма",
    filtersOf: { "Фильтры слоя «\($0)»" },
    filter: "Фильтр",
    filterScale: {
      "Средний серый — вес 0, белый — \($0), чёрный — противоположный; шкала у всех фильтров одна."
    },
    meanOfChannels: {
      "Каждая картинка — среднее по каналам, которые читает фильтр (их \($0))."
    },
    filterExtremes: { "Наибольшая L2-норма у фильтра \($0), наименьшая — у фильтра \($1)." },
    least: "Наименьшее",
    greatest: "Наибольшее",
    mean: "Среднее",
    zeros: "Доля нулей",
    featureMapsOf: { "Что слой «\($0)» делает с изображением класса «\($1)»" },
    thePicture: "Само изображение",
    channel: "Канал",
    mapScale: { "Чёрный — \($0), белый — \($1); шкала у всех каналов одна." },
    emptyMaps: {
      $0 == 0
        ? "Среди показанных каналов (их \($1)) нет таких, где всюду 0."
        : "Каналов, где всюду 0: \($0) из \($1) показанных."
    },
    gradCAMOf: { "Grad-CAM: что в слое «\($0)» говорит за предсказанный класс" },
    gradCAMFor: { "Grad-CAM: что в слое «\($0)» говорит за класс «\($1)»" },
    heatScale:
      "Светло-жёлтое сильнее всего говорит за класс, тёмно-фиолетовое за него не говорит; у каждого изображения своя "
      + "шкала.",
    heatPicture: { "«\($0)», предсказан класс «\($1)»" },
    strongestIn: { "сильнее всего \($0)" },
    blankPictures: {
      "Изображений, где за класс ничто не говорит: \($0) из \($1). Средние по слою градиенты там против него."
    },
    nothingSpeaks: "за класс ничто не говорит",
    region: {
      part(
        [
          "вверху слева", "вверху", "вверху справа", "слева", "посередине", "справа",
          "внизу слева", "внизу", "внизу справа",
        ], $0, $1)
    },
    strongest: "Сильнее всего",
    areaAboveHalf: "Площадь, где больше половины")

  static let ukrainian = LookingWords(
    weightNorms: "L2-норма ваг кожного шару",
    normsDrawn: {
      "Шарів \($1); показано ті \($0), чиї норми змінилися найбільше."
    },
    norm: "L2-норма",
    filtersOf: { "Фільтри шару «\($0)»" },
    filter: "Фільтр",
    filterScale: {
      "Середній сірий — вага 0, білий — \($0), чорний — протилежна; шкала в усіх фільтрів одна."
    },
    meanOfChannels: {
      "Кожна картинка — середнє за каналами, які читає фільтр (їх \($0))."
    },
    filterExtremes: { "Найбільша L2-норма у фільтра \($0), найменша — у фільтра \($1)." },
    least: "Найменше",
    greatest: "Найбільше",
    mean: "Середнє",
    zeros: "Частка нулів",
    featureMapsOf: { "Що шар «\($0)» робить із зображенням класу «\($1)»" },
    thePicture: "Саме зображення",
    channel: "Канал",
    mapScale: { "Чорний — \($0), білий — \($1); шкала в усіх каналів одна." },
    emptyMaps: {
      $0 == 0
        ? "Серед показаних каналів (їх \($1)) немає таких, де всюди 0."
        : "Каналів, де всюди 0: \($0) з \($1) показаних."
    },
    gradCAMOf: { "Grad-CAM: що в шарі «\($0)» свідчить за передбачений клас" },
    gradCAMFor: { "Grad-CAM: що в шарі «\($0)» свідчить за клас «\($1)»" },
    heatScale:
      "Світло-жовте найбільше свідчить за клас, темно-фіолетове за нього не свідчить; кожне зображення має власну "
      + "шкалу.",
    heatPicture: { "«\($0)», передбачено клас «\($1)»" },
    strongestIn: { "найсильніше \($0)" },
    blankPictures: {
      "Зображень, де за клас ніщо не свідчить: \($0) з \($1). Середні за шаром градієнти там проти нього."
    },
    nothingSpeaks: "за клас ніщо не свідчить",
    region: {
      part(
        [
          "вгорі ліворуч", "вгорі", "вгорі праворуч", "ліворуч", "посередині", "праворуч",
          "внизу ліворуч", "внизу", "внизу праворуч",
        ], $0, $1)
    },
    strongest: "Найсильніше",
    areaAboveHalf: "Площа, де більше половини")
}

/// The report's words about the points of a sweep, in one language.
public struct SweepWords: Sendable {
  /// “failed”, of a point: in place of a number.
  public var failed: String

  /// Says that a point failed.
  public var pointFailed: @Sendable (_ point: String) -> String

  /// “All points failed”.
  public var allFailed: String

  /// Says which point has the best number.
  public var best: @Sendable (_ metric: String, _ value: String, _ point: String) -> String

  /// Says that others are no worse than the best: their ranges overlap with its own, or they are equal.
  public var noDifference: @Sendable (_ points: [String], _ more: Int) -> String

  /// What is behind the marks, of numbers with a spread.
  public var spreadRule: String

  /// What is behind the marks, of numbers without one.
  public var oneSeedRule: String

  /// The title of bars.
  public var byMetric: @Sendable (_ metric: String) -> String

  /// “mean over strategy”.
  public var meanOver: @Sendable (_ axes: [String]) -> String

  /// “The stronger the colour, the better”.
  var strongerIsBetter: String

  /// The mark of the best number of a column; the same in all languages.
  public static let bestMark = "★"

  /// The mark of numbers that are no different from the best.
  public static let equalMark = "≈"
}

extension SweepWords {
  static let english = SweepWords(
    failed: "failed",
    pointFailed: { "The point “\($0)” failed" },
    allFailed: "All points failed.",
    best: { "\($0): the best is \($1), at \($2)." },
    noDifference: { points, more in
      "No different from it: \(points.joined(separator: "; "))\(more > 0 ? "; and \(more) more" : "")."
    },
    spreadRule:
      "★ is the best mean of a column; ≈ is a number whose difference from it is none: the ranges of "
      + "mean ± standard deviation over the seeds overlap, so that chance may have made the difference.",
    oneSeedRule:
      "★ is the best number of a column, ≈ an equal one. Each point was trained with one seed only, so "
      + "nobody knows how far chance moves these numbers: small differences may mean nothing. With "
      + "seeds: 3 in fit every number gets its spread.",
    byMetric: { "\($0) of the points" },
    meanOver: { "mean over \($0.joined(separator: ", "))" },
    strongerIsBetter: "The stronger the colour, the better.")

  static let bengali = SweepWords(
    failed: "ব্যর্থ",
    pointFailed: { "“\($0)” বিন্দুটি চালানো যায়নি" },
    allFailed: "কোনো বিন্দুই চালানো যায়নি।",
    best: { "\($0): সবচেয়ে ভালো \($1), এখানে: \($2)।" },
    noDifference: { points, more in
      "এগুলোর সঙ্গে তার কোনো পার্থক্য নেই: \(points.joined(separator: "; "))"
        + "\(more > 0 ? "; আর আরও \(more)টি" : "")।"
    },
    spreadRule:
      "★ হলো স্তম্ভের সবচেয়ে ভালো গড়; ≈ মানে তার সঙ্গে কোনো পার্থক্য নেই: সিডগুলোর গড় ± পরিমিত "
      + "ব্যবধানের সীমা দুটি একে অন্যের ওপর পড়ে, তাই পার্থক্যটুকু দৈবক্রমেও হতে পারে।",
    oneSeedRule:
      "★ হলো স্তম্ভের সবচেয়ে ভালো সংখ্যা, ≈ তার সমান। প্রতিটি বিন্দু মাত্র একটি সিড দিয়ে শেখানো হয়েছে, "
      + "তাই দৈবক্রমে সংখ্যাগুলো কতটা নড়ে তা জানা নেই: ছোট পার্থক্যের হয়তো কোনো মানে নেই। fit-এ "
      + "seeds: 3 লিখলে প্রতিটি সংখ্যার বিস্তার জানা যাবে।",
    byMetric: { "বিন্দু অনুযায়ী \($0)" },
    meanOver: { "\($0.joined(separator: ", "))-এর ওপর গড়" },
    strongerIsBetter: "রং যত গাঢ়, ফল তত ভালো।")

  static let russian = SweepWords(
    failed: "ошибка",
    pointFailed: { "Точка «\($0)» завершилась с ошибкой" },
    allFailed: "Все точки завершились с ошибкой.",
    best: { "\($0): лучший результат \($1) — \($2)." },
    noDifference: { points, more in
      "Разницы с ним нет: \(points.joined(separator: "; "))\(more > 0 ? "; и ещё \(more)" : "")."
    },
    spreadRule:
      "★ — лучшее среднее в столбце; ≈ — число, которое от него не отличается: промежутки «среднее ± "
      + "стандартное отклонение» по зёрнам пересекаются, и разница может быть случайной.",
    oneSeedRule:
      "★ — лучшее число в столбце, ≈ — равное ему. Каждая точка обучена лишь с одним зерном (seed), "
      + "поэтому неизвестно, насколько эти числа меняет случай: малая разница может ничего не значить. "
      + "С seeds: 3 в fit у каждого числа появится разброс.",
    byMetric: { "\($0) по точкам" },
    meanOver: { "среднее по \($0.joined(separator: ", "))" },
    strongerIsBetter: "Чем гуще цвет, тем лучше.")

  static let ukrainian = SweepWords(
    failed: "помилка",
    pointFailed: { "Точка «\($0)» завершилася з помилкою" },
    allFailed: "Усі точки завершилися з помилкою.",
    best: { "\($0): найкращий результат \($1) — \($2)." },
    noDifference: { points, more in
      "Різниці з ним немає: \(points.joined(separator: "; "))\(more > 0 ? "; і ще \(more)" : "")."
    },
    spreadRule:
      "★ — найкраще середнє у стовпці; ≈ — число, яке від нього не відрізняється: проміжки «середнє ± "
      + "стандартне відхилення» за зернами перетинаються, тож різниця може бути випадковою.",
    oneSeedRule:
      "★ — найкраще число у стовпці, ≈ — рівне йому. Кожну точку навчено лише з одним зерном (seed), "
      + "тому невідомо, наскільки ці числа змінює випадок: мала різниця може нічого не означати. "
      + "З seeds: 3 у fit кожне число матиме розкид.",
    byMetric: { "\($0) за точками" },
    meanOver: { "середнє за \($0.joined(separator: ", "))" },
    strongerIsBetter: "Що густіший колір, то краще.")
}

import Notebooks
import Reports
import Testing

struct WordsTests {
  @Test func russianCounts() {
    let words = Words.of(.russian)
    #expect(words.classCountsEqual("train", 1) == "«train»: в каждом классе 1 пример.")
    #expect(words.classCountsEqual("train", 6000) == "«train»: в каждом классе 6000 примеров.")
    #expect(words.classCountsEqual("test", 23) == "«test»: в каждом классе 23 примера.")
    #expect(
      words.confusionRight(9149, 10_000)
        == "Верно распознано 9149 из 10\u{202F}000 примеров: они стоят на диагонали.")
    #expect(words.confusionRight(20, 21).contains("из 21 примера"))
    #expect(words.confusionWorst("a", "b", 2).contains("(2 раза)"))
    #expect(words.confusionWorst("a", "b", 125).contains("(125 раз)"))
  }

  @Test func ukrainianCounts() {
    let words = Words.of(.ukrainian)
    #expect(words.classCountsEqual("train", 21) == "«train»: у кожному класі 21 приклад.")
    #expect(words.classCountsEqual("train", 12) == "«train»: у кожному класі 12 прикладів.")
    #expect(words.confusionRight(1, 101).contains("1 з 101 прикладу"))
    #expect(words.confusionWorst("a", "b", 1).contains("(1 раз)"))
    #expect(words.confusionWorst("a", "b", 3).contains("(3 рази)"))
    #expect(words.confusionWorst("a", "b", 5).contains("(5 разів)"))
  }

  @Test func englishCounts() {
    let words = Words.of(.english)
    #expect(words.classCountsEqual("train", 1) == "“train”: every class has 1 example.")
    #expect(
      words.confusionRight(1, 1) == "1 of 1 example is classified correctly, on the diagonal.")
    #expect(words.confusionWorst("a", "b", 1).hasSuffix("taken for “b”, once."))
    #expect(words.confusionWorst("a", "b", 1500).hasSuffix("1,500 times."))
  }

  @Test func bengaliCounts() {
    let words = Words.of(.bengali)
    #expect(words.classCountsEqual("train", 6000) == "“train”: প্রতি শ্রেণিতে 6,000টি করে উদাহরণ।")
    #expect(words.confusionWorst("Shirt", "Coat", 34).hasSuffix("ভাবা, 34 বার।"))
  }

  /// “by 5 seeds” takes the dative in Russian and the instrumental in Ukrainian.
  @Test func seedsAgreeWithTheirNumber() {
    func beginnings(_ language: Language) -> [Substring?] {
      [2, 5, 21].map { Words.of(language).meanOfSeeds($0).split(separator: " (seed)").first }
    }
    #expect(
      beginnings(.russian) == ["среднее по 2 зёрнам", "среднее по 5 зёрнам", "среднее по 21 зерну"])
    #expect(
      beginnings(.ukrainian) == [
        "середнє за 2 зернами", "середнє за 5 зернами", "середнє за 21 зерном",
      ])
    #expect(Words.of(.bengali).meanOfSeeds(5) == "5টি সিডের গড় ± পরিমিত ব্যবধান")
  }

  /// Sentences end with a full stop, in Bengali with a danda; none ends with both, or with two.
  @Test(arguments: Language.allCases)
  func sentencesEnd(_ language: Language) {
    let words = Words.of(language)
    let sentences = [
      words.tooShort, words.notLearning, words.stillLearning(3), words.plateau(3),
      words.overfitting(3, 4), words.trainingOnly, words.stoppedEarly(3), words.diagnosisRule,
      words.confusionRight(1, 2), words.confusionWorst("a", "b", 3), words.confusionNoMistake,
      words.shareOfRow, words.classCountsEqual("a", 1), words.classCountsRange("a", 1, "b", 2, "c"),
    ]
    let stop: Character = language == .bengali ? "।" : "."
    for sentence in sentences {
      #expect(sentence.last == stop && sentence.dropLast().last != stop, "\(sentence)")
    }
  }

  /// What is not English is not written in English by mistake.
  @Test(arguments: [Language.bengali, .russian, .ukrainian])
  func wordsAreInTheirScript(_ language: Language) {
    let words = Words.of(language)
    let script: ClosedRange<Unicode.Scalar> =
      language == .bengali ? "\u{980}"..."\u{9FF}" : "\u{400}"..."\u{4FF}"
    let texts = [
      words.seed, words.engine, words.cellFailed, words.notRun("a"), words.notRunYet,
      words.interrupted, words.dataSource, words.examples, words.classes, words.className,
      words.pictureShape, words.total, words.samplesOf("a"), words.classCounts, words.layer,
      words.outputShape, words.parameters, words.trainableParameters, words.frozen,
      words.modelSummary, words.epoch, words.training, words.validation,
      words.title(ofMetric: "loss"), words.title(ofMetric: "accuracy"), words.continuesHere,
      words.fineTuningStarts, words.augmentationsOf("a"),
      words.confusionMatrix, words.trueClass, words.predictedClass, words.expectation,
      words.holds, words.doesNotHold, words.predictions, words.picture, words.andMore(2),
      words.meanOfSeeds(3),
    ]
    for text in texts {
      #expect(text.unicodeScalars.contains { script.contains($0) }, "\(text)")
    }
  }

  @Test func aMetricWithoutAWordKeepsItsName() {
    #expect(Words.of(.russian).title(ofMetric: "mae") == "mae")
  }
}

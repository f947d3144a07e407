import Notebooks
import Reports
import Testing

/// What reports say of classifiers and of what is inside them.
@Suite struct JudgingWordsTests {
  @Test func confusionsInFourLanguages() {
    func taken(_ language: Language, _ count: Int) -> String {
      Words.of(language).judging.takenFor("Shirt", "T-shirt", count, 1000)
    }
    #expect(taken(.english, 43) == "“Shirt” is taken for “T-shirt” 43 times, of 1,000.")
    #expect(taken(.english, 1) == "“Shirt” is taken for “T-shirt” once, of 1,000.")
    #expect(taken(.russian, 43) == "«Shirt» принимается за «T-shirt» 43 раза из 1000.")
    #expect(taken(.russian, 45).contains("45 раз "))
    #expect(taken(.ukrainian, 43) == "«Shirt» приймається за «T-shirt» 43 рази з 1000.")
    #expect(taken(.ukrainian, 11).contains("11 разів "))
    #expect(taken(.bengali, 43) == "“Shirt”-কে “T-shirt” ভাবা হয়েছে 43 বার, মোট 1,000টির মধ্যে।")
  }

  @Test func numbersAgree() {
    let russian = Words.of(.russian).judging
    #expect(russian.errorsShown(9, 21).hasPrefix("Показано 9 из 21 ошибки"))
    #expect(russian.errorsShown(9, 25).hasPrefix("Показано 9 из 25 ошибок"))
    #expect(russian.calibrationError("0,01", 10).contains("по 10 интервалам"))
    #expect(russian.pairsOfMistakes(1, 7) == "К этим видам относится 1 из 7 ошибок.")
    #expect(russian.pairsOfMistakes(3, 7) == "К этим видам относятся 3 из 7 ошибок.")
    let ukrainian = Words.of(.ukrainian).judging
    #expect(ukrainian.errorsShown(9, 21).hasPrefix("Показано 9 з 21 помилки"))
    #expect(ukrainian.pairsOfMistakes(5, 7) == "До цих видів належить 5 з 7 помилок.")
    #expect(Words.of(.english).judging.errorsShown(1, 1).hasPrefix("1 of 1 error,"))
  }

  /// Sentences end with a full stop, in Bengali with a danda.
  @Test(arguments: Language.allCases)
  func sentencesEnd(_ language: Language) {
    let (judging, looking) = (Words.of(language).judging, Words.of(language).looking)
    let stop: Character = language == .bengali ? "।" : "."
    let sentences = [
      judging.positiveClass("a"), judging.meanOfClasses("1"), judging.lowestDrawn(6, 100),
      judging.highestAt("F1", "1", "2"), judging.thresholdRule, judging.errorsShown(1, 2),
      judging.takenFor("a", "b", 2, 3), judging.pairsOfMistakes(1, 2), looking.normsDrawn(8, 20),
      looking.filterScale("1"), looking.meanOfChannels(2), looking.filterExtremes(1, 2),
      looking.mapScale("0", "1"), looking.emptyMaps(0, 2), looking.emptyMaps(1, 2),
      looking.heatScale, looking.blankPictures(1, 2),
    ]
    for sentence in sentences {
      #expect(sentence.last == stop && sentence.dropLast().last != stop, "\(sentence)")
    }
  }

  /// Every part of a picture has a name of its own.
  @Test(arguments: Language.allCases)
  func nineRegions(_ language: Language) {
    let looking = Words.of(language).looking
    let names = (0..<9).map { looking.region($0 / 3, $0 % 3) }
    #expect(Set(names).count == 9)
    // The very edge belongs to the last part.
    #expect(looking.region(3, 3) == names[8])
  }

  /// What is not English is not written in English by mistake.
  @Test(arguments: [Language.bengali, .russian, .ukrainian])
  func wordsAreInTheirScript(_ language: Language) {
    let (judging, looking) = (Words.of(language).judging, Words.of(language).looking)
    let script: ClosedRange<Unicode.Scalar> =
      language == .bengali ? "\u{980}"..."\u{9FF}" : "\u{400}"..."\u{4FF}"
    let texts = [
      judging.classificationReport, judging.allTogether, judging.confidence, judging.specificity,
      judging.youden, judging.best, judging.topErrors, judging.thresholdsFor("a"),
      judging.errorPicture("a", "b", "1"), judging.probabilityOfTruth, judging.example,
      looking.weightNorms, looking.norm, looking.filtersOf("a"), looking.filter, looking.least,
      looking.greatest, looking.mean, looking.zeros, looking.featureMapsOf("a", "b"),
      looking.thePicture, looking.channel, looking.gradCAMOf("a"), looking.gradCAMFor("a", "b"),
      looking.heatPicture("a", "b"), looking.strongestIn("a"), looking.nothingSpeaks,
      looking.strongest,
      looking.areaAboveHalf, Words.of(language).title(ofMetric: "learning_rate"),
    ]
    for text in texts {
      #expect(text.unicodeScalars.contains { script.contains($0) }, "\(text)")
    }
  }
}

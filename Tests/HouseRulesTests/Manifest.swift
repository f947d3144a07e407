/// What `Package.swift` declares, as far as the rules about imports need it.
struct Manifest {
  /// The names that each target may import.
  private(set) var dependencies: [String: Set<String>] = [:]

  /// The libraries of the system.
  private(set) var systemLibraries: Set<String> = []

  /// The addresses of the packages.
  private(set) var packageAddresses: Set<String> = []

  /// Reads the calls that declare targets and packages; anything else is passed over.
  ///
  /// The manifest's own functions are known by name: `module`, `tests`, `library`.
  init(_ text: String) {
    let text = text.split(separator: "\n")
      .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      .joined(separator: "\n")
    // The declarations of those functions stand above the package.
    let body = text.firstRange(of: "let package").map { text[$0.lowerBound...] } ?? text[...]
    for call in Self.calls(in: body) {
      let names = Self.literals(call.arguments)
      guard let name = names.first else { continue }
      switch call.name {
      case "module": dependencies[name] = Set(names.dropFirst())
      case "tests": dependencies[name + "Tests"] = Set(names.dropFirst() + ["TestSupport"])
      case "target", "executableTarget", "testTarget":
        dependencies[name] = Set(Self.literals(Self.list("dependencies:", in: call.arguments)))
      case "library": systemLibraries.insert(name)
      case "package": packageAddresses.insert(name)
      default: break
      }
    }
  }

  private static func calls(
    in text: Substring
  ) -> [(name: Substring, arguments: Substring)] {
    text.matches(of: /\b(module|tests|target|executableTarget|testTarget|library|package)\(/)
      .map { ($0.output.1, balanced(text[$0.range.upperBound...], ")")) }
  }

  private static func list(_ label: String, in text: Substring) -> Substring {
    guard let start = text.firstRange(of: label)?.upperBound else { return "" }
    return balanced(text[start...].drop { $0 != "[" }.dropFirst(), "]")
  }

  /// The beginning of a text up to the bracket that closes it.
  private static func balanced(_ text: Substring, _ close: Character) -> Substring {
    let open: Character = close == ")" ? "(" : "["
    var depth = 1
    for index in text.indices {
      if text[index] == open { depth += 1 }
      if text[index] == close { depth -= 1 }
      if depth == 0 { return text[..<index] }
    }
    return text
  }

  /// The string literals of a text; of a product of another package only its own name.
  private static func literals(_ text: Substring) -> [String] {
    text.replacing(/,\s*package:\s*"[^"]*"/, with: "")
      .matches(of: /"([^"]*)"/).map { String($0.output.1) }
  }
}

import Diagnostics
import Imaging
import Notebooks
import Workspaces

/// The pictures that the prose of a notebook shows.
///
/// They are PNG and JPEG files of the notebook's folder, and become part of the page; what is on the
/// web becomes a link, for a page fetches nothing.
/// A notebook may come from anybody, and so it may not show what lies elsewhere on the machine.
struct NotebookPictures {
  let notebook: Notebook
  let workspace: any Workspace

  private var folder: String { Paths.folder(of: notebook.file.path) }

  /// The pictures as addresses that hold them, by what stands in the notebook.
  func addresses() -> [String: String] {
    var addresses: [String: String] = [:]
    for picture in notebook.pictures where addresses[picture.source] == nil {
      guard fault(of: picture.source) == nil,
        let bytes = try? workspace.read(path(of: picture.source))
      else { continue }
      addresses[picture.source] = DataURI.picture(bytes)
    }
    return addresses
  }

  /// Reports pictures that cannot be shown.
  func check(_ diagnostics: inout [Diagnostic]) {
    for picture in notebook.pictures {
      guard let fault = fault(of: picture.source) else { continue }
      diagnostics.append(diagnostic(fault, picture))
    }
  }

  /// Why a picture cannot be shown.
  private enum Fault {
    case address
    case outside
    case missing
    case format
  }

  private func diagnostic(_ fault: Fault, _ picture: Picture) -> Diagnostic {
    let source = picture.source
    switch fault {
    case .address:
      return Diagnostic(
        "picture-address",
        "a picture is a file beside the notebook, or an address that begins with https://",
        at: picture.span)
    case .outside:
      return Diagnostic(
        "picture-outside", "the picture '\(source)' lies outside of the notebook's folder",
        at: picture.span)
    case .missing:
      return Diagnostic(
        "picture-missing", "there is no picture '\(source)'", at: picture.span,
        suggestion: neighbour(of: source))
    case .format:
      return Diagnostic(
        "picture-format", "'\(source)' is no PNG or JPEG file", at: picture.span)
    }
  }

  /// What is wrong with a picture; nil for one that can be shown, and for one on the web.
  private func fault(of source: String) -> Fault? {
    let scheme = source.prefix { $0 != ":" && $0 != "/" }
    if scheme.endIndex < source.endIndex, source[scheme.endIndex] == ":" {
      return ["http", "https"].contains(scheme.lowercased()) ? nil : .address
    }
    if source.hasPrefix("//") { return .address }
    let path = path(of: source)
    let relative = Paths.normalized(Self.decoded(source))
    guard !relative.hasPrefix("/"), relative != "..", !relative.hasPrefix("../") else {
      return .outside
    }
    guard let status = workspace.status(of: path), !status.isDirectory else { return .missing }
    // A link may lead anywhere: what counts is where the file really lies.
    let home = workspace.realPath(folder)
    let isWithin =
      home == "." || workspace.realPath(path).hasPrefix(home.hasSuffix("/") ? home : home + "/")
    guard isWithin else {
      return .outside
    }
    let start = (try? workspace.read(path, from: 0, count: 16)) ?? []
    return DataURI.picture(start) == nil ? .format : nil
  }

  private func path(of source: String) -> String { Paths.join(folder, Self.decoded(source)) }

  /// The file of that folder whose name is nearly the one that was written.
  private func neighbour(of source: String) -> String? {
    let path = Self.decoded(source)
    let names = (try? workspace.list(Paths.join(folder, Paths.folder(of: path)))) ?? []
    return NearMiss.of(Paths.name(of: path), among: names).map { name in
      path.contains("/") ? Paths.join(Paths.folder(of: path), name) : name
    }
  }

  /// An address without the escapes of spaces and other signs: `my%20cat.png`.
  private static func decoded(_ source: String) -> String {
    guard source.contains("%") else { return source }
    var bytes: [UInt8] = []
    var rest = Array(source.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

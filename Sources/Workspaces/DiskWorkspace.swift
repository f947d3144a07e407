import Glibc

/// Files on disk, by the system's own calls: small, quick to start, and with the system's own words
/// for what goes wrong.
public struct DiskWorkspace: Workspace {
  /// The folder that relative paths start from.
  public let root: String

  /// Files below a folder; an empty root means the working directory.
  public init(root: String = "") { self.root = root }

  private func resolved(_ path: String) -> String { Paths.join(root, path) }

  private func failure(_ action: WorkspaceError.Action, _ path: String) -> WorkspaceError {
    WorkspaceError(action, path, String(cString: strerror(errno)))
  }

  public func read(_ path: String) throws(WorkspaceError) -> [UInt8] {
    let file = open(resolved(path), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(.read, path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure(.read, path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw WorkspaceError(.read, path, String(cString: strerror(EISDIR)))
    }
    return try bytes(of: file, path, from: 0, count: Int(status.st_size))
  }

  public func read(
    _ path: String, from offset: Int, count: Int
  ) throws(WorkspaceError) -> [UInt8] {
    let file = open(resolved(path), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(.read, path) }
    defer { close(file) }
    return try bytes(of: file, path, from: offset, count: count)
  }

  public func reader(of path: String) throws(WorkspaceError) -> any FileReader {
    let file = open(resolved(path), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(.read, path) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      let failure = failure(.read, path)
      close(file)
      throw failure
    }
    return DiskFileReader(file, path: path, byteCount: Int(status.st_size))
  }

  public func map(_ path: String) throws(WorkspaceError) -> MappedFile {
    let file = open(resolved(path), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(.read, path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure(.read, path) }
    // Nothing cannot be mapped.
    guard status.st_size > 0 else { return MappedFile([]) }
    let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, file, 0)
    guard let start, start != MAP_FAILED else { throw failure(.read, path) }
    return MappedFile(mapped: start, count: Int(status.st_size))
  }

  private func bytes(
    of file: Int32, _ path: String, from offset: Int, count: Int
  ) throws(WorkspaceError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let got = pread(file, base + filled, count - filled, offset + filled)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        guard got > 0 else { break }
        filled += got
      }
    }
    guard !failed else { throw failure(.read, path) }
    return bytes
  }

  public func write(
    _ bytes: [UInt8], to path: String, by folder: String?
  ) throws(WorkspaceError) {
    let target = resolved(path)
    try makeFolder(Paths.folder(of: target), for: path)
    var start = target
    if let folder {
      try makeFolder(resolved(folder), for: path)
      start = Paths.join(resolved(folder), Paths.name(of: path))
    }
    let (file, name) = try makeTemporary(start, for: path)
    var problem: WorkspaceError?
    var written = 0
    bytes.withUnsafeBytes { buffer in
      while written < buffer.count, let base = buffer.baseAddress {
        let count = Glibc.write(file, base + written, buffer.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          problem = failure(.write, path)
          return
        }
        written += count
      }
    }
    if problem == nil, fchmod(file, 0o644) != 0 || fsync(file) != 0 {
      problem = failure(.write, path)
    }
    if close(file) != 0, problem == nil { problem = failure(.write, path) }
    if problem == nil, rename(name, target) != 0 { problem = failure(.write, path) }
    if let problem {
      unlink(name)
      throw problem
    }
  }

  public func writer(
    to path: String, by folder: String
  ) throws(WorkspaceError) -> any FileWriter {
    let target = resolved(path)
    try makeFolder(Paths.folder(of: target), for: path)
    try makeFolder(resolved(folder), for: path)
    let (file, name) = try makeTemporary(
      Paths.join(resolved(folder), Paths.name(of: path)), for: path)
    return DiskFileWriter(file, path: path, temporary: name, target: target)
  }

  /// Makes and opens a file whose name nobody else has.
  private func makeTemporary(
    _ start: String, for path: String
  ) throws(WorkspaceError) -> (file: Int32, name: String) {
    // The process in the name, so that two processes never share a temporary file.
    let ending = Leftovers.ending
    var name = Array("\(start).\(getpid())-XXXXXX\(ending)".utf8CString)
    let file = mkstemps(&name, Int32(ending.utf8.count))
    guard file >= 0 else { throw failure(.write, path) }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    return (file, String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  private func makeFolder(_ folder: String, for path: String) throws(WorkspaceError) {
    guard folder != ".", folder != "/", mkdir(folder, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT else { throw failure(.write, path) }
    try makeFolder(Paths.folder(of: folder), for: path)
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw failure(.write, path) }
  }

  public func status(of path: String) -> FileStatus? {
    var status = stat()
    guard stat(resolved(path), &status) == 0 else { return nil }
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    return FileStatus(
      isDirectory: status.st_mode & S_IFMT == S_IFDIR, byteCount: Int(status.st_size),
      modified: modified.tv_sec,
      stamp: "\(status.st_ino) \(modified.tv_sec).\(modified.tv_nsec) "
        + "\(changed.tv_sec).\(changed.tv_nsec)")
  }

  public func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(resolved(path), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  public func list(_ path: String) throws(WorkspaceError) -> [String] {
    guard let folder = opendir(resolved(path)) else { throw failure(.read, path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public func remove(_ path: String) throws(WorkspaceError) {
    let target = resolved(path)
    var status = stat()
    guard lstat(target, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try list(path) { try remove(Paths.join(path, name)) }
      guard rmdir(target) == 0 || errno == ENOENT else { throw failure(.remove, path) }
      return
    }
    guard unlink(target) == 0 || errno == ENOENT else { throw failure(.remove, path) }
  }

  public func move(_ path: String, to target: String) throws(WorkspaceError) {
    try makeFolder(Paths.folder(of: resolved(target)), for: target)
    guard rename(resolved(path), resolved(target)) == 0 else { throw failure(.move, path) }
  }

  public func touch(_ path: String) { utimensat(AT_FDCWD, resolved(path), nil, 0) }

  public var currentTime: Int {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return now.tv_sec
  }

  public func realPath(_ path: String) -> String {
    guard let real = realpath(resolved(path), nil) else { return absolutePath(path) }
    defer { free(real) }
    return String(cString: real)
  }

  public func absolutePath(_ path: String) -> String {
    let path = resolved(path)
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return Paths.normalized(path) }
    defer { free(folder) }
    return Paths.normalized(Paths.join(String(cString: folder), path))
  }

  public func lock(
    _ path: String, for use: FileUse, isWaiting: Bool
  ) -> (any FileLock)? {
    let target = resolved(path)
    try? makeFolder(Paths.folder(of: target), for: path)
    return DiskLock.hold(target, for: use, isWaiting: isWaiting)
  }
}

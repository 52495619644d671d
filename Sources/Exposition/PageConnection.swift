// One connection of the page's server: reads a head, writes an answer, reads away what still comes, ends. Each of the
// three has its time.

internal import Dispatch
private import Glibc

/// A connection. Its methods are called on the server's queue.
// Proof: what changes is touched on `queue` only.
final class PageConnection: @unchecked Sendable {
    private enum Phase: Equatable { case asking, waiting, answering, lingering, ended }

    private let descriptor: Int32
    private let queue: DispatchQueue
    private let bounds: ExpositionServer.Bounds
    private let page: @Sendable () async -> String
    private let machineTime: @Sendable () -> Int64
    private let ended: @Sendable () -> Void
    private var phase = Phase.asking
    private var received: [UInt8] = []
    private var unsent: ArraySlice<UInt8> = []
    private var reading: (any DispatchSourceRead)?
    private var writing: (any DispatchSourceWrite)?
    /// Sources that still know the descriptor.
    private var sources = 0

    /// Takes the descriptor over; it is non-blocking. `ended` is called once, when nothing is left to do.
    init(
        _ descriptor: Int32, queue: DispatchQueue, bounds: ExpositionServer.Bounds,
        page: @escaping @Sendable () async -> String, machineTime: @escaping @Sendable () -> Int64,
        ended: @escaping @Sendable () -> Void
    ) {
        self.descriptor = descriptor
        self.queue = queue
        self.bounds = bounds
        self.page = page
        self.machineTime = machineTime
        self.ended = ended
    }

    /// True while its request has not come whole.
    var isAsking: Bool { phase == .asking }

    func start() {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler { [weak self] in self?.read() }
        reading = source
        activate(source)
        limit(bounds.headMilliseconds) { $0.settle(.refused(.requestTimeout)) }
    }

    /// Ends it as it stands.
    func end() {
        guard phase != .ended else { return }
        phase = .ended
        reading?.cancel()
        writing?.cancel()
        ended()
        closeWhenUnknown()
    }

    /// Closes once it has ended and no source knows the descriptor any more: a number closed earlier could be another
    /// connection's by the time that the source is told.
    private func closeWhenUnknown() {
        if phase == .ended, sources == 0 { close(descriptor) }
    }

    private func activate(_ source: any DispatchSourceProtocol) {
        sources += 1
        source.setCancelHandler { [self] in
            sources -= 1
            closeWhenUnknown()
        }
        source.activate()
    }

    /// Does something unless the phase has changed by then.
    private func limit(_ milliseconds: Int, _ expire: @escaping @Sendable (PageConnection) -> Void) {
        let limited = phase
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
            guard let self, self.phase == limited else { return }
            expire(self)
        }
    }

    // MARK: reading

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else {
            let mayComeAgain = count < 0 && (errno == EAGAIN || errno == EINTR)
            // Who closes its side after asking still waits for the answer; who does so before has left.
            if !mayComeAgain { phase == .waiting || phase == .answering ? rest() : end() }
            return
        }
        guard phase == .asking else { return }
        received += buffer[..<count]
        if let request = PageRequest(received, bytesMax: bounds.headBytesMax) { settle(request) }
    }

    /// Hears nothing more: what has ended would call again and again.
    private func rest() {
        reading?.cancel()
        reading = nil
    }

    // MARK: answering

    private func settle(_ request: PageRequest) {
        received = []
        phase = .waiting
        switch request {
        // Here and now: it is said also when the process is too busy to write its page.
        case .refused(let status): begin(PageAnswer.refusal(status, date: date))
        case .page(let headOnly):
            Task {
                let page = await page()
                queue.async { self.begin(PageAnswer.page(page, headOnly: headOnly, date: self.date)) }
            }
            limit(bounds.pageMilliseconds) { $0.settle(.refused(.unavailable)) }
        }
    }

    private var date: String { PageAnswer.date(machineTime()) }

    private func begin(_ bytes: [UInt8]) {
        guard phase == .waiting else { return }
        phase = .answering
        unsent = bytes[...]
        limit(bounds.answerMilliseconds) { $0.end() }
        write()
    }

    private func write() {
        guard phase == .answering else { return }
        while !unsent.isEmpty {
            let count = unsent.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                unsent = unsent.dropFirst(count)
            } else if errno == EAGAIN {
                return awaitRoom()
            } else if errno != EINTR {
                return end()
            }
        }
        finish()
    }

    private func awaitRoom() {
        guard writing == nil else { return }
        let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler { [weak self] in self?.write() }
        writing = source
        activate(source)
    }

    /// Says that all was said, and waits for the other side to have it: closing before would take the answer back if
    /// anything lay here unread (RFC 9112, section 9.6).
    private func finish() {
        phase = .lingering
        writing?.cancel()
        shutdown(descriptor, Int32(SHUT_WR))
        guard reading != nil else { return end() }
        limit(bounds.lingerMilliseconds) { $0.end() }
    }
}

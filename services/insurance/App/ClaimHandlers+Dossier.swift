// The method that shows the documents a claim came with.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

extension ClaimHandlers {
    static func dossier(_ request: ShowDossier, _ context: ReadContext) throws -> ShowDossier.Reply {
        let claim = try found(request.claim, context).id
        let store = DossierStore(context.reader)
        let files = try store.files(of: claim)
        guard let number = request.file else { return ShowDossier.Reply(files: files) }
        guard let content = try store.content(of: claim, file: number) else {
            throw DossierRejection.noFile(number, of: claim, count: files.count)
        }
        return ShowDossier.Reply(files: files.filter { $0.number == number }, content: Base64.encode(content))
    }
}

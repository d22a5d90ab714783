package org.courtbridge.console.handover;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.operations.delivery.QrCode;

/** Shows a credential that was just made: once, and kept by no cache and no history of the gateway's. */
public final class SecretPage {

    private final Templates templates;

    public SecretPage(Templates templates) {
        this.templates = templates;
    }

    /**
     * @param kind "device", "participant" or "user"
     * @param login empty if there is none
     * @param back the page that the way leads to from there
     */
    public record Shown(String kind, String name, Optional<String> login, String secret, String back) {

        @Override
        public String toString() {
            return "Shown[" + kind + "]";
        }
    }

    /**
     * Ways to hand the secret over.
     *
     * @param id of the handover
     * @param code as a QR code
     * @param mail whether by e-mail, too
     */
    record Offer(String id, String code, boolean mail) {

        @Override
        public String toString() {
            return "Offer[" + mail + "]";
        }
    }

    public Reply show(Call call, Shown shown) {
        return show(call, shown, Optional.empty());
    }

    public Reply show(Call call, Shown shown, HandoverDesk desk, Handover handover) {
        return show(call, shown, desk, handover, desk.keep(call, handover));
    }

    /** @param id by which it was kept */
    public Reply show(Call call, Shown shown, HandoverDesk desk, Handover handover, String id) {
        return show(call, shown, Optional.of(new Offer(id, handover.code(), desk.canMail())));
    }

    private Reply show(Call call, Shown shown, Optional<Offer> offer) {
        Page page = ErrorPages.page(call);
        boolean person = shown.kind().equals("user");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("page", page);
        parameters.put("name", shown.name());
        parameters.put("username", shown.login().orElse(""));
        parameters.put("usernameWords", page.say(person ? "user.login" : "device.username"));
        parameters.put("password", shown.secret());
        parameters.put(
                "passwordWords",
                page.say(shown.kind().equals("participant") ? "hearing.participant.word" : "device.password"));
        parameters.put("advice", page.say(shown.kind() + ".password.once"));
        parameters.put("back", shown.back());
        parameters.put("handover", offer.map(Offer::id).orElse(""));
        parameters.put(
                "qr",
                offer.map(one -> QrCode.of(one.code()).svg(page.say("sheet.qr")))
                        .orElse(""));
        parameters.put("mail", offer.filter(Offer::mail).isPresent());
        return Reply.html(200, templates.render("secret.jte", parameters));
    }
}

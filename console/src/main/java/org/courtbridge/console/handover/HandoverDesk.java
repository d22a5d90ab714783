package org.courtbridge.console.handover;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Participant;
import org.courtbridge.operations.delivery.CredentialSheet;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.SheetPdf;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.Device;

/** Hands credentials over that were just issued: on paper and by mail, each of which is an entry of the audit trail. */
public final class HandoverDesk {

    /** Pages of one file. */
    private static final int MOST_SHEETS = 1_000;

    private final Handovers handovers;
    private final AuditTrail audit;
    private final Optional<MailSender> mail;
    private final Supplier<String> baseUrl;

    /**
     * @param mail empty if no mail server is configured
     * @param baseUrl where participants reach this gateway
     */
    public HandoverDesk(AuditTrail audit, Optional<MailSender> mail, Supplier<String> baseUrl, InstantSource clock) {
        this.handovers = new Handovers(clock);
        this.audit = audit;
        this.mail = mail;
        this.baseUrl = baseUrl;
    }

    boolean canMail() {
        return mail.isPresent();
    }

    public Handover handover(Device device, String password) {
        return Handover.of(device, password, baseUrl.get());
    }

    /** @param codeWord if we made it */
    public Handover handover(Participant participant, String hearing, Optional<String> codeWord) {
        return Handover.of(participant, hearing, baseUrl.get() + "/j/" + participant.code(), codeWord);
    }

    /** @return its id */
    public String keep(Call call, Handover handover) {
        return handovers.keep(call.actor(), handover);
    }

    /** A PDF, a page for each. @param ids all of them, or nothing is handed over */
    byte[] paper(Call call, List<String> ids, Messages messages) {
        if (ids.isEmpty() || ids.size() > MOST_SHEETS) {
            throw new RequestException(400, "handovers: %d (expected: 1 to %d)".formatted(ids.size(), MOST_SHEETS));
        }
        List<Handover> all = new ArrayList<>();
        try {
            for (String id : ids) {
                all.add(handovers.take(id, call.actor(), Handovers.Way.PAPER).orElseThrow(HandoverDesk::gone));
            }
            List<CredentialSheet> sheets =
                    all.stream().map(one -> one.sheet(messages)).toList();
            byte[] paper = SheetPdf.of(sheets);
            all.forEach(one -> audit.note(call.actor(), "credential.print", one.subject(), List.of()));
            ids.forEach(id -> handovers.went(id, Handovers.Way.PAPER));
            return paper;
        } catch (RuntimeException e) {
            ids.subList(0, all.size()).forEach(id -> handovers.giveBack(id, Handovers.Way.PAPER));
            throw e;
        }
    }

    void mail(Call call, String id, String to, Messages messages) {
        MailSender sender =
                mail.orElseThrow(() -> new RequestException(409, "No mail server is configured.", "error.mail.none"));
        Handover handover = handovers.take(id, call.actor(), Handovers.Way.MAIL).orElseThrow(HandoverDesk::gone);
        boolean sent = false;
        try {
            sender.send(new Mailer.Mail(
                    to,
                    messages.get("sheet." + handover.kind() + ".title"),
                    messages.get(
                            "mail." + handover.kind() + ".text",
                            handover.subject().name()),
                    handover.kind() + ".pdf",
                    SheetPdf.of(List.of(handover.sheet(messages)))));
            sent = true;
            handovers.went(id, Handovers.Way.MAIL);
        } catch (MailException e) {
            throw new RequestException(502, String.valueOf(e.getMessage()), "error.mail.failed");
        } finally {
            if (!sent) {
                handovers.giveBack(id, Handovers.Way.MAIL);
            }
        }
        audit.note(call.actor(), "credential.mail", handover.subject(), List.of(new Change("to", "", to)));
    }

    private static RequestException gone() {
        return new RequestException(
                404, "Nothing to hand over: it was handed over already, or issued too long ago.", "error.handover");
    }
}

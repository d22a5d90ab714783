package org.courtbridge.console.wizard;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.courtbridge.console.fleet.FleetWords;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.operations.fleet.LastAnswer;
import org.courtbridge.operations.fleet.StatusAnswer;
import org.courtbridge.provisioning.inventory.Device;

/** The page of what is still to be done with a device that was just added, and what of it is done already. */
final class NextSteps {

    static final String PATH = "/devices/{device}/next";

    private final DeviceWizard.Parts parts;
    private final Fleet fleet;
    private final Templates templates;

    NextSteps(DeviceWizard.Parts parts, Templates templates) {
        this.parts = parts;
        this.fleet = parts.fleet().fleet();
        this.templates = templates;
    }

    static String path(Device device) {
        return "/devices/" + device.id() + "/next";
    }

    static Reply of(Device device) {
        return Reply.seeOther(path(device));
    }

    Reply page(Call call) {
        FleetRow row = fleet.row(call.path("device")).orElseThrow(() -> RequestException.notFound("No such device."));
        Page page = ErrorPages.page(call);
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("row", new FleetWords(page.messages(), parts.zone(), parts.clock()).row(row));
        shown.put("host", URI.create(parts.baseUrl().get()).getHost());
        shown.put("registered", fleet.isRegisteredHere(row.item()));
        shown.put("driven", row.item().isDriven());
        shown.put(
                "answers",
                row.last()
                        .map(LastAnswer::answer)
                        .filter(StatusAnswer.Told.class::isInstance)
                        .isPresent());
        shown.put(
                "fault",
                row.last()
                        .map(LastAnswer::answer)
                        .filter(StatusAnswer.Failed.class::isInstance)
                        .map(answer -> page.say("fault." + ((StatusAnswer.Failed) answer).fault())));
        return Reply.html(200, templates.render("wizard/next.jte", shown));
    }
}

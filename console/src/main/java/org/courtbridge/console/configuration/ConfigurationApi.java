package org.courtbridge.console.configuration;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Reply;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.RenderedFile;

/** Configuring devices over the API. */
public final class ConfigurationApi {

    private static final String CONFIGURATION = "/api/v1/devices/{device}/configuration";

    private final ConfigurationDesk desk;

    public ConfigurationApi(ConfigurationDesk desk) {
        this.desk = desk;
    }

    /**
     * @param text with asterisks where the password will be
     * @param push whether the device can be told
     * @param hands what is to be set by hand besides, if it is told: codes such as {@code h323-password}, with blanks between them
     * @param tried on what the template was tried
     */
    record PreviewView(
            String template,
            String file,
            String type,
            String text,
            boolean push,
            Optional<String> hands,
            String source,
            String tried) {}

    record FileView(String file, String type, String text) {}

    /**
     * @param hours that the token is good; 24 if it is left out
     * @param hardware MAC address or serial number that may use it
     */
    record EnrolmentWish(Optional<Integer> hours, Optional<String> hardware) {}

    /** @param commands by which a codec of Cisco asks us as its external manager instead; none for others */
    record EnrolmentView(String token, String url, String file, Instant goodUntil, List<String> commands) {

        EnrolmentView {
            commands = List.copyOf(commands);
        }
    }

    record SheetView(String pdf) {}

    public void declare(ApiEndpoints api) {
        api.get(
                CONFIGURATION,
                Allowed.CHANGE_DEVICES,
                "What a device's configuration file will say, without its password",
                PreviewView.class,
                call -> {
                    ConfigurationDesk.Preview preview = desk.preview(call.path("device"));
                    RenderedFile file = preview.file();
                    return Reply.json(
                            200,
                            new PreviewView(
                                    file.template(),
                                    file.name(),
                                    file.type(),
                                    file.text(),
                                    preview.told().isPresent(),
                                    preview.told().map(ConfigTemplate::hands),
                                    preview.template().source(),
                                    preview.template().tried()));
                });
        api.post(
                CONFIGURATION + "/file",
                Allowed.CHANGE_DEVICES,
                "Make a device's configuration file with a new password, shown this once; the one of now works as well until"
                        + " the overlap ends",
                200,
                null,
                FileView.class,
                call -> {
                    RenderedFile file = desk.file(call, call.path("device"));
                    return Reply.json(200, new FileView(file.name(), file.type(), file.text()));
                });
        api.post(
                CONFIGURATION + "/sheet",
                Allowed.SEE_DEVICES,
                "What to enter in a device by hand, without its password: a PDF with a page for each protocol",
                200,
                null,
                SheetView.class,
                call -> Reply.json(
                        200,
                        new SheetView(Base64.getEncoder()
                                .encodeToString(desk.sheet(call.path("device"), ErrorPages.messages(call))))));
        api.post(
                "/api/v1/devices/{device}/enrolment",
                Allowed.CHANGE_DEVICES,
                "Issue a one-time token by which a device fetches its configuration, shown this once",
                200,
                EnrolmentWish.class,
                EnrolmentView.class,
                call -> {
                    String device = desk.device(call.path("device")).id();
                    EnrolmentWish wish = call.json(EnrolmentWish.class);
                    ConfigurationDesk.Issued issued = desk.enrol(
                            call,
                            device,
                            wish.hours().orElse(24),
                            wish.hardware().orElse(""));
                    return Reply.json(
                            200,
                            new EnrolmentView(
                                    issued.token(),
                                    issued.url(),
                                    issued.file(),
                                    issued.goodUntil(),
                                    issued.commands()));
                });
    }
}

package org.courtbridge.hearings.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.hearings.applications.SampleApplications.AT;
import static org.courtbridge.hearings.applications.SampleApplications.CLERK;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL_FORM;
import static org.courtbridge.hearings.applications.SampleApplications.OTHER;
import static org.courtbridge.hearings.applications.SampleApplications.TODAY;
import static org.courtbridge.hearings.applications.SampleApplications.confirmed;
import static org.courtbridge.hearings.applications.SampleApplications.proposed;
import static org.courtbridge.hearings.applications.SampleApplications.refused;
import static org.courtbridge.hearings.applications.SampleApplications.send;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.SampleApplications.Desk;
import org.junit.jupiter.api.Test;

/** Each command in each phase: the phase that it leads to, or the refusal. */
class ApplicationPhasesTest {

    private static final String TABLE = """
            from        change      resolve           send          receive     respond     accept       decline      withdraw
            DRAFT       DRAFT       GRANTED           NOT_RESOLVED  NOT_SENT    NOT_SENT    NOT_SENT     NOT_SENT     WITHDRAWN
            REFUSED     REFUSED!    ALREADY_RESOLVED  REFUSED!      REFUSED!    REFUSED!    REFUSED!     REFUSED!     REFUSED!
            GRANTED     GRANTED     ALREADY_RESOLVED  SENT          NOT_SENT    NOT_SENT    NOT_SENT     NOT_SENT     WITHDRAWN
            SENT        GRANTED     ALREADY_RESOLVED  ALREADY_SENT  SENT        INFEASIBLE  NO_PROPOSAL  NO_PROPOSAL  WITHDRAWN
            PROPOSED    GRANTED     ALREADY_RESOLVED  ALREADY_SENT  SENT        SENT        GRANTED      INFEASIBLE   WITHDRAWN
            CONFIRMED   GRANTED     ALREADY_RESOLVED  ALREADY_SENT  CONFIRMED   INFEASIBLE  NO_PROPOSAL  NO_PROPOSAL  WITHDRAWN
            INFEASIBLE  GRANTED     ALREADY_RESOLVED  ALREADY_SENT  INFEASIBLE  INFEASIBLE  NO_PROPOSAL  INFEASIBLE   WITHDRAWN
            WITHDRAWN   WITHDRAWN!  WITHDRAWN!        WITHDRAWN!    WITHDRAWN!  WITHDRAWN!  WITHDRAWN!   WITHDRAWN!   WITHDRAWN
            """;

    @Test
    void eachCommandInEachPhaseIsDecidedOnPurpose() {
        List<String> lines = TABLE.lines().toList();
        List<String> wrong = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +");
            int column = 1;
            for (Map.Entry<String, ApplicationCommand> command : commands().entrySet()) {
                assertThat(lines.getFirst().split(" +")[column]).isEqualTo(command.getKey());
                String got = outcome(in(cells[0]), command.getValue());
                if (!got.equals(cells[column])) {
                    wrong.add("%s %s: %s (expected: %s)".formatted(cells[0], command.getKey(), got, cells[column]));
                }
                column++;
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String outcome(Desk desk, ApplicationCommand command) {
        try {
            desk.submit(command);
            return desk.state.phase().name();
        } catch (ApplicationRefusedException refused) {
            return switch (refused.refusal()) {
                case WITHDRAWN -> "WITHDRAWN!";
                case REFUSED_BY_JUDGE -> "REFUSED!";
                default -> refused.refusal().name();
            };
        }
    }

    private static Map<String, ApplicationCommand> commands() {
        Map<String, ApplicationCommand> commands = new LinkedHashMap<>();
        commands.put("change", new ApplicationCommand.Change(CLERK, HOSPITAL_FORM.withTime(AT.plusDays(1))));
        commands.put("resolve", new ApplicationCommand.Resolve(CLERK, new Resolution.Granted("Another", TODAY)));
        commands.put("send", send(HOSPITAL_FORM, TODAY.plusDays(1)));
        commands.put(
                "receive",
                new ApplicationCommand.Receive(
                        CLERK, 1, Addressee.ASKED_DEPARTMENT, new Receipt(TODAY, Channel.PAPER)));
        commands.put("respond", new ApplicationCommand.Respond(CLERK, 1, refused(Responder.ORGANISER, TODAY)));
        commands.put("accept", new ApplicationCommand.AcceptProposal(CLERK, Responder.ASKED, OTHER));
        commands.put("decline", new ApplicationCommand.DeclineProposal(CLERK, Responder.ASKED));
        commands.put("withdraw", new ApplicationCommand.Withdraw(CLERK, "No longer needed."));
        return commands;
    }

    private static Desk in(String phase) {
        Desk desk = switch (phase) {
            case "DRAFT", "REFUSED", "WITHDRAWN" -> Desk.draft(HOSPITAL_FORM);
            case "GRANTED" -> Desk.granted(HOSPITAL_FORM);
            default -> Desk.sent(HOSPITAL_FORM);
        };
        switch (phase) {
            case "REFUSED" ->
                desk.submit(new ApplicationCommand.Resolve(CLERK, new Resolution.Refused("Judge", TODAY, "No.")));
            case "WITHDRAWN" -> desk.submit(new ApplicationCommand.Withdraw(CLERK, "Settled."));
            case "PROPOSED" -> desk.respond(proposed(Responder.ASKED, TODAY, OTHER));
            case "CONFIRMED" -> {
                desk.respond(confirmed(Responder.ASKED, TODAY));
                desk.respond(confirmed(Responder.ORGANISER, TODAY));
            }
            case "INFEASIBLE" -> desk.respond(refused(Responder.ASKED, TODAY));
            default -> {}
        }
        assertThat(desk.state.phase()).isEqualTo(phase.equals("PROPOSED") ? Phase.SENT : Phase.valueOf(phase));
        desk.today = TODAY.plusDays(1);
        return desk;
    }
}

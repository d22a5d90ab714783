package org.courtbridge.provisioning.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of devices as spreadsheets write them, and every reason not to take one. */
class DeviceFileTest {

    private static final Institution COURT = Institution.of("Әуезов соты", InstitutionKind.COURT, "Алматы");
    private static final Room ROOM = Room.of(COURT.id(), "Зал 1");

    private static Placement placed(String username, String serial) {
        return new Placement(
                Device.newlyAdded("d-" + username, "Зал", username, Instant.EPOCH),
                new DeviceDescription(
                        Optional.of(ROOM.id()),
                        "Cisco",
                        "Room Kit",
                        "",
                        serial,
                        "80:5e:c0:00:00:" + (serial.equals("S1") ? "01" : "02"),
                        List.of("10.0.0.1", "[2001:db8::1]:443"),
                        "sip:" + username + "@court.kz",
                        List.of("+7727" + serial),
                        "cisco-ce",
                        List.of("mute"),
                        "=2+2; \"кілт\"\nкүзетте"),
                Optional.of(ROOM),
                Optional.of(COURT));
    }

    private static List<BadRow> check(String csv) {
        return DeviceImport.check(DeviceFile.ofCsv(csv), List.of(placed("known", "S1")), List.of(COURT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,username,notes\r\nӘуезов,auezov,\"a;b\"\r\n",
                "\uFEFFname,username,notes\nӘуезов,auezov,a;b\n",
                "name;username;notes\r\nӘуезов;auezov;\"a;b\"\r\n",
                "\uFEFFName ; USERNAME;notes\nӘуезов; auezov ;\"a;b\"",
                "notes,username,name\n\n\"a;b\",auezov,Әуезов\n,,\n"
            })
    void readsWhatSpreadsheetsWrite(String csv) {
        DeviceFile file = DeviceFile.ofCsv(csv);
        assertThat(file.bad()).isEmpty();
        assertThat(file.rows()).hasSize(1);
        DeviceRow row = file.rows().getFirst();
        assertThat(row.cell(Column.NAME)).isEqualTo("Әуезов");
        assertThat(row.cell(Column.USERNAME)).isEqualTo("auezov");
        assertThat(row.cell(Column.NOTES)).isEqualTo("a;b");
        assertThat(DeviceImport.check(file, List.of(), List.of())).isEmpty();
    }

    @Test
    void whatIsExportedIsReadAsItWas() {
        DeviceRow row = DeviceRow.of(2, placed("auezov", "S2"));
        String csv = DeviceFile.toCsv(List.of(row), EnumSet.complementOf(EnumSet.of(Column.PASSWORD)));
        assertThat(csv).startsWith("\uFEFFinstitution,kind,region,").doesNotContain("password");
        assertThat(csv).as("no cell is a formula").contains("'+7727S2").contains("\"'=2+2;");
        DeviceFile read = DeviceFile.ofCsv(csv);
        assertThat(read.bad()).isEmpty();
        assertThat(read.rows().getFirst().description(Optional.of(ROOM.id())))
                .isEqualTo(placed("auezov", "S2").description());
        assertThat(check(csv)).isEmpty();
    }

    @Test
    void namesEveryBadRowWithColumnAndReason() {
        String csv = "institution;kind;region;room;name;username;serial;addresses;sip_uri;h323_aliases;driver\n"
                + "Әуезов соты;;;Зал 2;Зал 2;ok;S2;10.0.0.2;;;\n"
                + "ӘУЕЗОВ СОТЫ;hospital;Астана;Зал 3;;OK;s2;10.0.0.3|a b;known@court.kz;;Cisco CE\n"
                + "Жаңа сот;;;Зал 1;Зал;a@b;S1;;SIP:KNOWN@COURT.KZ;+7727S1;\n"
                + ";;Алматы;;Зал;;;;sip:known@court.kz;+7727s1|77;\n"
                + "Жаңа сот;school;;;Зал;fine;;;;77;\n"
                + "too;short\n";
        assertThat(check(csv))
                .extracting(bad -> bad.row() + " " + bad.column() + ": " + bad.reason())
                .containsExactly(
                        "3 name: missing",
                        "3 kind: hospital (the institution is a court already)",
                        "3 region: Астана (the institution is in \"Алматы\" already)",
                        "3 addresses: a b (expected: a host name or an IP address)",
                        "3 sip_uri: known@court.kz (expected: such as sip:room@court.example)",
                        "3 driver: Cisco CE (expected: small letters, digits, - and .)",
                        "3 username: OK (is in row 2 already)",
                        "3 serial: s2 (is in row 2 already)",
                        "4 username: a@b (expected: 1 to 64 letters, digits or _ . + -)",
                        "4 kind: missing, and the institution is new",
                        "4 sip_uri: SIP:KNOWN@COURT.KZ (expected: such as sip:room@court.example)",
                        "4 serial: S1 (is in the inventory already)",
                        "4 sip_uri: SIP:KNOWN@COURT.KZ (is in the inventory already)",
                        "4 h323_aliases: +7727S1 (is in the inventory already)",
                        "5 username: missing",
                        "5 institution: missing, and there is a region",
                        "5 sip_uri: sip:known@court.kz (is in the inventory already)",
                        "5 h323_aliases: +7727s1 (is in the inventory already)",
                        "6 room: missing",
                        "6 kind: school (expected: court, hospital, social_facility or detention_facility)",
                        "6 h323_aliases: 77 (is in row 5 already)",
                        "7 : 2 cells (expected: 11)");
    }

    /** However it is written, no two have the same. */
    @Test
    void hasEachMacAddressOnce() {
        String csv = "name,username,mac\n"
                + "Зал,a,80-5E-C0-00-00-03\n"
                + "Зал,b,805ec0000003\n"
                + "Зал,c,805E.C000.0001\n"
                + "Зал,d,80:5e:c0:00:00\n"
                + "Зал,e,\n"
                + "Зал,f,\n";
        assertThat(check(csv))
                .extracting(bad -> bad.row() + " " + bad.column() + ": " + bad.reason())
                .containsExactly(
                        "3 mac: 80:5e:c0:00:00:03 (is in row 2 already)",
                        "4 mac: 80:5e:c0:00:00:01 (is in the inventory already)",
                        "5 mac: 80:5e:c0:00:00 (expected: of one device, such as 80:5e:c0:79:c3:7f)");
        assertThat(DeviceFile.ofCsv(csv)
                        .rows()
                        .getFirst()
                        .description(Optional.empty())
                        .mac())
                .isEqualTo("80:5e:c0:00:00:03");
    }

    @Test
    void saysWhatIsWrongWithTheHeading() {
        assertThat(check("nome,username,username\na,b,b\n"))
                .extracting(bad -> bad.row() + " " + bad.column() + ": " + bad.reason())
                .contains(
                        "1 nome: no such column",
                        "1 username: the column is there twice",
                        "1 name: the column is missing");
        assertThat(check("")).containsExactly(BadRow.of(1, "", RowFault.EMPTY_FILE));
        assertThat(check("name,username\n\"a,b\n")).hasSize(1);
    }

    @Test
    void takesThreeHundred() {
        StringBuilder csv = new StringBuilder("name,username\n");
        for (int i = 0; i < 300; i++) {
            csv.append("Зал ").append(i).append(",room").append(i).append('\n');
        }
        assertThat(DeviceFile.ofCsv(csv.toString()).rows()).hasSize(300);
        assertThat(check(csv.toString())).isEmpty();
    }

    @Test
    void noReasonHoldsAPassword() {
        String secret = "x".repeat(201) + "\u0007";
        List<BadRow> bad = new ArrayList<>(check("name,username,password\nЗал,a," + secret + "\n"));
        assertThat(bad).hasSize(1);
        assertThat(bad.toString()).contains("password").doesNotContain("xxx");
    }
}

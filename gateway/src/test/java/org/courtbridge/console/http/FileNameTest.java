package org.courtbridge.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameTest {

    @Test
    void anAsciiNameStandsAsItIs() {
        assertThat(FileName.attachment("devices-2026.csv")).isEqualTo("attachment; filename=\"devices-2026.csv\"");
        assertThat(FileName.attachment("Application No. 7-1.pdf"))
                .isEqualTo("attachment; filename=\"Application No. 7-1.pdf\"");
    }

    @Test
    void anyOtherStandsInUtf8BesideWhatIsLeftOfIt() {
        assertThat(FileName.attachment("Өтінім № 7-1.pdf"))
                .isEqualTo("attachment; filename=\"7-1.pdf\";"
                        + " filename*=UTF-8''%D3%A8%D1%82%D1%96%D0%BD%D1%96%D0%BC%20%E2%84%96%207-1.pdf");
        assertThat(FileName.attachment("Өтінім.pdf"))
                .isEqualTo("attachment; filename=\"file.pdf\";"
                        + " filename*=UTF-8''%D3%A8%D1%82%D1%96%D0%BD%D1%96%D0%BC.pdf");
        assertThat(FileName.attachment("Ө")).startsWith("attachment; filename=\"file\"; ");
    }

    @Test
    void noneEndsTheHeaderOrTheQuotedString() {
        assertThat(FileName.attachment("a\"b\\c\r\nd%41/(e)*'.pdf"))
                .isEqualTo("attachment; filename=\"abcd41(e)*'.pdf\";"
                        + " filename*=UTF-8''a%22b%5Cc%0D%0Ad%2541%2F%28e%29%2A%27.pdf");
    }
}

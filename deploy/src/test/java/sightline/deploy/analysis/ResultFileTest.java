package sightline.deploy.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

  @TempDir Path folder;

  @Test
  void shouldReplaceTheOldFileOnlyWhenTheNewOneIsWhole() throws Exception {
    Path target = folder.resolve("results.jsonl");
    Files.writeString(target, "old\n");
    ResultFile file = ResultFile.create(target);
    file.write("new");
    assertThat(target).hasContent("old\n");

    file.publish();

    assertThat(target).hasContent("new\n");
    assertThat(file.partial()).doesNotExist();
  }

  @Test
  void shouldKeepWhatWasWrittenUnderThePartialName() throws Exception {
    Path target = folder.resolve("results.jsonl");

    try (ResultFile file = ResultFile.create(target)) {
      file.write("half");
    }

    assertThat(target).doesNotExist();
    assertThat(folder.resolve("results.jsonl.partial")).hasContent("half\n");
  }

  @Test
  void shouldRefuseAFolder() {
    assertThatThrownBy(() -> ResultFile.create(folder)).isInstanceOf(IOException.class);
  }
}

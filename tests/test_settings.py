"""What the environment may say, and the sentence that answers what it may not."""

from pathlib import Path

import pytest

from helium_bot.settings import DEFAULT_OPENAI_CHAT_MODEL, EMBEDDED_EMBEDDER, TELEGRAM_API, Settings, SettingsError

TOKEN = "4200000001:AAH-a-token_of-a-test"
KEY = "sk-a-key-of-a-test"
ENV_EXAMPLE = Path(__file__).parents[1] / ".env.example"


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.read({})
    assert settings.chat_model == ""
    assert settings.embedding_model == EMBEDDED_EMBEDDER
    assert settings.telegram_api == TELEGRAM_API
    assert settings.documents_dir.is_dir()


def test_an_empty_value_counts_as_unset() -> None:
    blank = dict.fromkeys(
        [
            "OPENAI_API_KEY",
            "OPENAI_BASE_URL",
            "HELIUM_CHAT_MODEL",
            "HELIUM_EMBEDDING_MODEL",
            "HELIUM_TELEGRAM_TOKEN",
            "HELIUM_TELEGRAM_API",
            "HELIUM_MODEL_SECONDS",
            "HELIUM_DEMO_PORT",
            "HELIUM_LOG_LEVEL",
            "HELIUM_DATA_DIR",
            "HELIUM_DOCUMENTS_DIR",
        ],
        "  ",
    )
    assert Settings.read(blank) == Settings.read({})


def test_every_setting_is_taken_as_given() -> None:
    settings = Settings.read(
        {
            "HELIUM_DATA_DIR": "/data",
            "HELIUM_DOCUMENTS_DIR": "papers",
            "HELIUM_CHROMA_URL": "http://chroma:8000",
            "HELIUM_EMBEDDING_MODEL": "some-embedding",
            "HELIUM_CHAT_MODEL": "anthropic:claude",
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": "https://models.example/v1",
            "HELIUM_TELEGRAM_TOKEN": TOKEN,
            "HELIUM_TELEGRAM_API": "http://127.0.0.1:8081/bot",
            "HELIUM_TELEGRAM_FILE_API": "http://127.0.0.1:8081/file/bot",
            "HELIUM_MODEL_SECONDS": "2.5",
            "HELIUM_DEMO_PORT": "0",
            "HELIUM_LOG_LEVEL": "debug",
            "PATH": "/bin",
        }
    )
    assert settings == Settings(
        data_dir=Path("/data"),
        documents_dir=Path("papers"),
        chroma_url="http://chroma:8000",
        embedding_model="some-embedding",
        chat_model="anthropic:claude",
        openai_api_key=KEY,
        openai_base_url="https://models.example/v1",
        telegram_token=TOKEN,
        telegram_api="http://127.0.0.1:8081/bot",
        telegram_file_api="http://127.0.0.1:8081/file/bot",
        model_seconds=2.5,
        demo_port=0,
        log_level="DEBUG",
    )


def test_a_key_alone_lets_a_model_write_but_moves_no_embeddings() -> None:
    settings = Settings.read({"OPENAI_API_KEY": KEY})
    assert settings.chat_model == DEFAULT_OPENAI_CHAT_MODEL
    assert settings.embedding_model == EMBEDDED_EMBEDDER


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("HELIUM_CHROMA_URL", value) for value in ("chroma:8000", "http://", "http://host:port", "ftp://host")),
        *(("OPENAI_BASE_URL", value) for value in ("models.example/v1", "http://[::1", "https://host:99999")),
        ("HELIUM_TELEGRAM_API", "api.telegram.org/bot"),
        ("HELIUM_TELEGRAM_FILE_API", "file:///bot"),
        *(
            ("HELIUM_TELEGRAM_TOKEN", value)
            for value in ("secret", "bot4200000001:AAH", "42:AA AA", "42:", f"{TOKEN}/x")
        ),
        *(("HELIUM_MODEL_SECONDS", value) for value in ("soon", "0", "-1", "nan", "inf", "601", "1,5")),
        *(("HELIUM_DEMO_PORT", value) for value in ("door", "-1", "65536", "80.5", "٣²", "9" * 5000)),
        *(("HELIUM_LOG_LEVEL", value) for value in ("LOUD", "10", "CRITICAL")),
        ("HELIUM_EMBEDDING_MODEL", "text-embedding-3-small"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence_that_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read({name: value})
    sentence = str(refused.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    if name == "HELIUM_TELEGRAM_TOKEN":
        assert value not in sentence.removeprefix(name)


def test_an_embedding_model_says_which_key_it_needs() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        Settings.read({"HELIUM_EMBEDDING_MODEL": "text-embedding-3-small", "OPENAI_API_KEY": ""})


def test_secrets_are_not_shown_with_the_settings() -> None:
    shown = repr(Settings.read({"OPENAI_API_KEY": KEY, "HELIUM_TELEGRAM_TOKEN": TOKEN}))
    assert KEY not in shown
    assert TOKEN not in shown


def test_the_repositorys_documents_are_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (Settings.read({}).documents_dir / "project").is_dir()
    (tmp_path / "knowledge" / "documents").mkdir(parents=True)
    assert Settings.read({}).documents_dir.resolve() == tmp_path / "knowledge" / "documents"


def test_the_example_file_explains_every_setting_and_is_a_valid_one() -> None:
    lines = ENV_EXAMPLE.read_text(encoding="utf-8").splitlines()
    assignments = [line.removeprefix("#") for line in lines if "=" in line.partition(" ")[0]]
    explained = dict(line.split("=", 1) for line in assignments)
    assert Settings.read(explained).telegram_api == TELEGRAM_API
    known = {name for name in explained if name.startswith(("HELIUM_", "OPENAI_"))}
    assert known == {
        "HELIUM_CHAT_MODEL",
        "HELIUM_CHROMA_URL",
        "HELIUM_DATA_DIR",
        "HELIUM_DEMO_PORT",
        "HELIUM_DOCUMENTS_DIR",
        "HELIUM_EMBEDDING_MODEL",
        "HELIUM_LOG_LEVEL",
        "HELIUM_MODEL_SECONDS",
        "HELIUM_TELEGRAM_API",
        "HELIUM_TELEGRAM_FILE_API",
        "HELIUM_TELEGRAM_TOKEN",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
    }

import pytest
@pytest.fixture
def database_url(tmp_path): return str(tmp_path/"x.db")

"""Tests for gurukul_desktop.ui.buddies_model."""

from itertools import permutations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gurukul_desktop.protocol.messages import Buddy, UserId
from gurukul_desktop.ui.buddies_model import BuddiesModel


def buddy(name: str, *, online: bool = False) -> Buddy:
    return Buddy(UserId(name.lower()), name, online)


@pytest.fixture
def model(qapp: QGuiApplication) -> BuddiesModel:
    model = BuddiesModel()
    # Qt's own: every change of rows is announced as it happens.
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def told(model: BuddiesModel, row: int, column: bytes) -> object:
    roles = {bytes(name.data()): role for role, name in model.roleNames().items()}
    return model.data(model.index(row), roles[column])


def shown(model: BuddiesModel) -> list[object]:
    return [told(model, row, b"name") for row in range(model.rowCount())]


def test_who_is_online_comes_first_then_the_names(model: BuddiesModel) -> None:
    model.show([buddy("zoë"), buddy("Asha"), buddy("Ravi", online=True), buddy("bala")])
    assert shown(model) == ["Ravi", "Asha", "bala", "zoë"]
    assert told(model, 0, b"online") is True
    assert told(model, 1, b"user") == "asha"


def test_the_roles_are_those_that_a_row_requires(model: BuddiesModel) -> None:
    assert {bytes(name.data()) for name in model.roleNames().values()} == {
        b"user",
        b"name",
        b"online",
    }
    assert model.data(QModelIndex()) is None
    model.show([buddy("Asha")])
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole) is None
    assert model.rowCount(model.index(0)) == 0


@pytest.mark.parametrize("online", list(permutations("abc", 2)))
def test_any_list_becomes_any_other(model: BuddiesModel, online: tuple[str, ...]) -> None:
    lists = ["abc", "cd", "", "abcd", "db"]
    for names in lists:
        model.show([buddy(name, online=name in online) for name in names])
        first = sorted(name for name in names if name in online)
        assert shown(model) == first + sorted(set(names) - set(first))


def test_coming_online_moves_the_row_and_resets_nothing(model: BuddiesModel, qtbot: QtBot) -> None:
    model.show([buddy("Asha"), buddy("Ravi")])
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.assertNotEmitted(model.rowsRemoved),
        qtbot.waitSignals([model.rowsMoved, model.dataChanged]),
    ):
        model.show([buddy("Asha"), buddy("Ravi", online=True)])


def test_a_name_cannot_turn_the_text_around_it(model: BuddiesModel) -> None:
    model.show([buddy("A\u202eb\u200dc\n")])
    assert shown(model) == ["Ab\u200dc"]

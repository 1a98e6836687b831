"""What holds of one record until a block ends: of no other, in no other thread, and no longer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError

from kurume_privacy.models.asked import known_to_hold
from kurume_privacy.models.frame import Frame
from kurume_privacy.models.left_as_it_was import is_left_as_it_was, left_as_it_was
from registrations.models import BusinessNotice
from tests import factories

NUMBER_TAKEN = "この年度には、同じ番号の記録が既にあります。"


class TestFrame:
    def test_holds_of_the_one_instance_in_its_block(self):
        frame, one, equal = Frame("made"), ["same"], ["same"]
        with frame.around(one, 1):
            assert (frame.of(one, 0), frame.of(equal, 0)) == (1, 0)
        assert frame.of(one, 0) == 0

    def test_the_innermost_block_says_what_holds(self):
        frame, one, other = Frame("made"), object(), object()
        with frame.around(one, 1), frame.around(other, 2):
            with frame.around(one, 3):
                assert (frame.of(one, 0), frame.of(other, 0)) == (3, 2)
            assert (frame.of(one, 0), frame.of(other, 0)) == (1, 2)

    def test_ends_with_its_block_also_by_an_error(self):
        frame, one = Frame("made"), object()
        with pytest.raises(ZeroDivisionError), frame.around(one, 1):
            raise ZeroDivisionError
        assert frame.of(one, 0) == 0

    def test_no_other_thread_knows_of_it(self):
        record = BusinessNotice()
        with left_as_it_was(record), ThreadPoolExecutor(1) as thread:
            assert is_left_as_it_was(record)
            assert not thread.submit(is_left_as_it_was, record).result()


@pytest.mark.django_db
class TestAsked:
    @pytest.fixture
    def notice(self):
        return factories.business_notice()

    def test_what_is_known_to_hold_is_not_asked_about_and_all_else_is(self, notice):
        copy = BusinessNotice(number=notice.number, notified_on=notice.notified_on, kind="moved")
        known = known_to_hold(copy, {"registrations_businessnotice_numbered_once"})
        with known, pytest.raises(ValidationError) as refusal:
            copy.validate_constraints()
        assert refusal.value.messages == ["選択肢から選んでください。"]
        with pytest.raises(ValidationError) as refusal:
            copy.validate_constraints()
        assert refusal.value.messages == [NUMBER_TAKEN, "選択肢から選んでください。"]

    def test_an_error_bears_the_name_of_its_constraint(self, notice):
        copy = BusinessNotice(number=notice.number, notified_on=notice.notified_on, kind="moved")
        with pytest.raises(ValidationError) as refusal:
            copy.validate_constraints()
        assert [error.code for error in refusal.value.error_dict["__all__"]] == [
            "registrations_businessnotice_numbered_once",
            "registrations_businessnotice_kind_known",
        ]

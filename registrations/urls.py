"""The desk of section 1, under desk/registrations/. For clerks of the division and the office."""

from kurume_privacy.desk.ledger import Ledger
from registrations.filters import BusinessFilter, BusinessNoticeFilter
from registrations.forms import BusinessForm, BusinessNoticeForm
from registrations.sheets import BUSINESSES, NOTICES
from registrations.tables import BusinessNoticeTable, BusinessTable
from registrations.views import BusinessDetail, BusinessList, NoticeDetail

businesses = Ledger(BusinessForm, BusinessTable, BusinessFilter, sheet=BUSINESSES)
notices = Ledger(
    BusinessNoticeForm,
    BusinessNoticeTable,
    BusinessNoticeFilter,
    sheet=NOTICES,
)

app_name = "registrations"
urlpatterns = [
    *businesses.urls("businesses/", list=BusinessList, detail=BusinessDetail),
    *notices.urls("notices/", detail=NoticeDetail),
]

"""The addresses of what the administrator keeps, under desk/."""

from kurume_privacy.desk.administration.ledgers import LEDGERS

app_name = "kurume_privacy"
urlpatterns = [address for kept in LEDGERS for address in kept.urls()]
